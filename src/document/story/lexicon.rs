//! The words of English that tell who speaks: verbs of speech, titles, nouns for persons.
//!
//! A word may be in several lists; [`Senses`] says in which, so that it is looked up once.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Whether a person is spoken of as he or she.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    /// He.
    Male,
    /// She.
    Female,
}

/// What a word can be. Each flag is one list of this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Senses(u32);

impl Senses {
    /// Verbs that hardly mean anything but speech (or a thought in words).
    pub(super) const SURE_VERB: Self = Self(1 << 0);
    /// Verbs that mean speech where nothing is done with them to anything.
    pub(super) const UNSURE_VERB: Self = Self(1 << 1);
    /// What is heard of a speaker.
    pub(super) const VOICE_NOUN: Self = Self(1 << 2);
    /// Titles of men.
    pub(super) const MALE_TITLE: Self = Self(1 << 3);
    /// Titles of women.
    pub(super) const FEMALE_TITLE: Self = Self(1 << 4);
    /// Titles that either may bear.
    pub(super) const RANK: Self = Self(1 << 5);
    /// Nouns for men.
    pub(super) const MALE_NOUN: Self = Self(1 << 6);
    /// Nouns for women.
    pub(super) const FEMALE_NOUN: Self = Self(1 << 7);
    /// Nouns for persons of either kind.
    pub(super) const PERSON_NOUN: Self = Self(1 << 8);
    /// Nouns for several who speak as one.
    pub(super) const GROUP_NOUN: Self = Self(1 << 9);
    /// Nouns that stand for a person whose name is known as often as for one who has none.
    pub(super) const GENERIC_NOUN: Self = Self(1 << 10);
    /// Words that are written with a capital and name nobody.
    pub(super) const NO_NAMES: Self = Self(1 << 11);
    /// Words after which a name is no subject.
    pub(super) const PREPOSITION: Self = Self(1 << 12);
    /// Words that open a clause whose subject may not be the sentence's.
    pub(super) const SUBORDINATOR: Self = Self(1 << 13);
    /// Verbs that stand before another, and other words that may stand between a subject and its verb.
    pub(super) const BETWEEN: Self = Self(1 << 14);
    /// Given names of men, the commonest.
    pub(super) const MALE_NAME: Self = Self(1 << 15);
    /// Given names of women, the commonest.
    pub(super) const FEMALE_NAME: Self = Self(1 << 16);

    /// Titles that name nobody without a name behind them.
    pub(super) const BOUND_TITLE: Self = Self(1 << 17);
    /// Parts and bearings of a body, which act for the person.
    pub(super) const BODY_NOUN: Self = Self(1 << 18);
    /// Words that open the name of a person who has none.
    pub(super) const DETERMINER: Self = Self(1 << 19);

    /// What `word`, in lower case, can be.
    pub(super) fn of(word: &str) -> Self {
        TABLE.get(word).copied().unwrap_or_default()
    }

    /// Whether it can be what any flag of `flags` says.
    pub(super) fn any(self, flags: Self) -> bool {
        self.0 & flags.0 != 0
    }

    /// Both flags.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

static TABLE: LazyLock<HashMap<&str, Senses>> = LazyLock::new(|| {
    let mut table: HashMap<&str, Senses> = HashMap::new();
    for (sense, words) in LISTS {
        for word in words.split_whitespace() {
            let senses = table.entry(word).or_default();
            *senses = senses.or(*sense);
        }
    }
    table
});

const LISTS: &[(Senses, &str)] = &[
    (
        Senses::SURE_VERB,
        "adding asking answering crying exclaiming \
         whispering shouting replying repeating remarking muttering murmuring acknowledged added admitted advised affirmed agreed announced answered answers apologised \
         apologized argued asked asks asserted assured babbled barked bawled begged bellowed blurted \
         boasted breathed chimed chirped chorused commanded commented complained conceded concluded \
         confessed confided confirmed corrected countered cried cries croaked declared demanded drawled \
         echoed ejaculated enquired exclaimed explained faltered gasped greeted groaned growled grumbled \
         grunted hailed hissed hollered informed inquired insisted instructed interjected interposed \
         interrupted intoned joked lisped mentioned moaned mumbled murmured murmurs mused muttered \
         mutters objected observed ordered panted persisted piped pleaded pondered prayed proclaimed \
         prompted pronounced proposed protested queried questioned quipped quoted rasped reasoned \
         rejoined remarked reminded remonstrated repeated replied replies reported requested responded \
         responds retorted roared said say saying says scoffed scolded screamed screeched shouted shouts \
         shrieked snapped snarled sneered sobbed speaks spluttered spoke squeaked squealed stammered \
         stated stuttered suggested suggests teased tells thought thundered told urged uttered ventured \
         volunteered vowed wailed warned wheezed whimpered whined whispered whispers wondered yelled \
         yelped",
    ),
    (
        Senses::UNSURE_VERB,
        "beamed began begins broke burst called calls chuckled coaxed continued continues coughed cut \
         ended finished frowned giggled grimaced grinned hesitated hummed laughed nodded noted offered \
         paused persuaded pointed proceeded promised pursued put read recited resumed returned sang \
         shrugged sighed smiled smirked sniffed snorted swore thinks went winked",
    ),
    (
        Senses::VOICE_NOUN,
        "answer comment cry drawl exclamation growl murmur observation question remark reply response \
         retort shout suggestion tone tones voice whisper words",
    ),
    (
        Senses::MALE_TITLE,
        "baron brother count dad daddy dom don duke earl emperor father grandfather grandpa herr king \
         lord master mister monsieur mr papa prince senor sergeant-major señor signor sir uncle",
    ),
    (
        Senses::FEMALE_TITLE,
        "aunt auntie baroness countess dame duchess empress frau grandma grandmother granny lady ma'am \
         madam madame mademoiselle mama mamma miss mistress mlle mme mom mother mrs ms mum nurse \
         princess queen señora señorita signora sister",
    ),
    (
        Senses::RANK,
        "administrator admiral agent ambassador cadet captain chancellor chief colonel commander \
         commodore constable corporal councillor counsellor counselor crewman deputy detective director \
         doctor engineer ensign general governor gul inspector judge kai legate lieutenant major marshal \
         minister nurse officer praetor prefect president private proconsul professor reverend saint \
         senator sergeant squadron vedek",
    ),
    (
        Senses::MALE_NOUN,
        "actor barman bloke boy boyfriend brother butler chap coachman dad daddy emperor father fellow \
         footman gentleman grandfather guy headmaster host husband king knight lad landlord lord man \
         monk nephew papa policeman porter postman priest prince schoolmaster son uncle waiter youth",
    ),
    (
        Senses::FEMALE_NOUN,
        "actress aunt barmaid bride daughter duchess girl girlfriend governess grandmother hostess \
         housekeeper lady landlady lass maid maiden mama mamma matron mother mum niece nun princess \
         queen sister waitress widow wife witch woman",
    ),
    (
        Senses::PERSON_NOUN,
        "alien ambassador author barber boss captain chauffeur chief child clergyman clerk colleague \
         commander companion conductor cook cousin crewman doctor driver engineer ensign friend general \
         guard guest guide hatter host infant judge kid lieutenant lover major manager messenger \
         neighbor neighbour nurse officer operator orderly passenger patient person pilot prisoner \
         professor pupil rabbi receptionist sailor secretary sergeant servant soldier stranger student \
         teacher tutor vicar visitor voice warder",
    ),
    (
        Senses::GROUP_NOUN,
        "boys children chorus company crowd everybody everyone girls guests men people soldiers they \
         voices we women",
    ),
    (
        Senses::GENERIC_NOUN,
        "aunt boy brother captain child commander companion cousin daughter doctor father fellow friend \
         gentleman girl husband lad lady lieutenant mamma man mother nephew niece officer other sister \
         son uncle wife woman youth",
    ),
    (
        Senses::NO_NAMES,
        "a ah aha alas all also although american an and any april are as at august aye be because \
         before both but by christmas come dear december did do does don't english even every everything \
         february fine for french friday from german go god good goodbye goodness great greek ha had has \
         have he heaven heavens hello her here hers hey hi him his hm hmm how however i i'd i'll i'm \
         i've if in indeed is isn't it it's italian its january july june just latin let let's like \
         little look maybe me monday more my nay never no nobody nonsense nor not nothing november now \
         october of off oh ok okay old on once one only or our out over perhaps please poor quick rather \
         really right russian saturday see september she should since so some somebody someone something \
         sorry spanish still stop such sunday sure surely take thank thanks that the their them then \
         there these they they're this those though thursday to tomorrow too tuesday two up upon us very \
         wait was we we're wednesday well were what what's when where which while who who's why will \
         with would wow yeah yes yet you you'd you'll you're you've young your",
    ),
    (
        Senses::PREPOSITION,
        "about above across after against along among amongst around at before behind below beneath \
         beside besides between beyond by down during except for from in inside into like near of off on \
         onto opposite out outside over past round since than through throughout till to toward towards \
         under until unto up upon via with within without",
    ),
    (
        Senses::SUBORDINATOR,
        "after although as because before if once since though till unless until when whenever where \
         whereas wherever whether while whilst",
    ),
    (
        Senses::BETWEEN,
        "again all almost also always am are at be been being both can could couldn't did didn't do does \
         even ever finally first forth had half has have help helped here herself himself however \
         immediately in is itself just last length let may merely might more must nearly never next not \
         now often on once only out presently quite rather shall should simply slowly so sometimes soon \
         still suddenly than then there therefore thus too up very was were will would wouldn't yet",
    ),
    (
        Senses::MALE_NAME,
        "adam alan albert alexander alfred andrew anthony arthur ben benjamin bernard bill bob brian \
         carl charles charlie christopher daniel david dick donald edgar edmund edward eric ernest \
         francis frank frederick geoffrey george gerald gilbert greg harold harry henry herbert howard \
         hugh jack jacob jake james jason jeremy jim joe john joseph kevin lawrence leo leonard lewis \
         louis luke malcolm mark martin matthew max michael mike nathan ned nicholas nick oliver oscar \
         patrick paul peter philip ralph raymond richard robert roger ronald rupert sam samuel scott \
         sebastian sidney simon stanley stephen steve steven theodore thomas tim timothy toby tom victor \
         vincent walter will william",
    ),
    (
        Senses::FEMALE_NAME,
        "abigail ada agatha agnes alice amanda amelia amy angela ann anna anne annie barbara beatrice \
         bertha betty bridget caroline catherine charlotte christina christine clara daisy deborah diana \
         dorothy edith eleanor elizabeth ella ellen emily emma esther eva eve evelyn florence frances \
         gertrude gladys grace hannah harriet helen henrietta ida irene isabel isabella jane janet jean \
         jennifer jessica jill joan josephine joyce judith judy julia julie karen kate katherine \
         kathleen kathryn kitty laura lily linda lisa lizzie louisa louise lucy lydia mabel margaret \
         maria marian marianne marie martha mary matilda mildred minnie molly nancy nell nora olive \
         olivia patricia pauline penelope polly rachel rebecca rose ruth sally sandra sarah sharon \
         sophia sophie stella susan sylvia theresa victoria violet virginia winifred",
    ),
    (
        Senses::BODY_NOUN,
        "anger arm arms attention brow brows cheeks chin countenance ear ears expression eye eyebrow eyebrows \
         eyes face features finger fingers fist fists forehead frown gaze glance grin hand hands head heart jaw \
         knees lip lips look manner mind mouth nose shoulder shoulders smile stare throat",
    ),
    (Senses::DETERMINER, "a an another his her its my one our that the their this your"),
    (
        Senses::BOUND_TITLE,
        "chief count dom don first general lady lord ma'am madam major master miss mr mrs ms private saint sir squadron",
    ),
];

/// The title that `word` is, its short forms written out; `None` where it is none.
pub(super) fn title(word: &str) -> Option<&str> {
    let whole = match word {
        "capt" => "captain",
        "cdr" | "cmdr" => "commander",
        "col" => "colonel",
        "dr" => "doctor",
        "ens" => "ensign",
        "gen" => "general",
        "lieut" | "lt" => "lieutenant",
        "prof" => "professor",
        "rev" => "reverend",
        "sgt" => "sergeant",
        "mister" => "mr",
        "mme" => "madame",
        "mlle" => "mademoiselle",
        other => other,
    };
    let titles = Senses::RANK.or(Senses::MALE_TITLE).or(Senses::FEMALE_TITLE);
    Senses::of(whole).any(titles).then_some(whole)
}

/// Whom a title (as [`title`] gives it) belongs to, where it tells.
pub(super) fn title_gender(title: &str) -> Option<Gender> {
    gender(Senses::of(title), Senses::MALE_TITLE, Senses::FEMALE_TITLE)
}

/// Whether a title names nobody without a name behind it: `Mr`, and not `Captain`.
pub(super) fn needs_name(title: &str) -> bool {
    Senses::of(title).any(Senses::BOUND_TITLE)
}

/// Whether a given name is a man's or a woman's, for the commonest.
pub(super) fn name_gender(name: &str) -> Option<Gender> {
    gender(Senses::of(name), Senses::MALE_NAME, Senses::FEMALE_NAME)
}

/// Nouns for a person: whether of a man or a woman, and whether they often stand for a named one.
pub(super) fn person_noun(senses: Senses) -> Option<(Option<Gender>, bool)> {
    let nouns = Senses::MALE_NOUN.or(Senses::FEMALE_NOUN).or(Senses::PERSON_NOUN);
    let known = gender(senses, Senses::MALE_NOUN, Senses::FEMALE_NOUN);
    let generic = senses.any(Senses::GENERIC_NOUN);
    (senses.any(nouns) || generic).then_some((known, generic))
}

fn gender(senses: Senses, male: Senses, female: Senses) -> Option<Gender> {
    match (senses.any(male), senses.any(female)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// Whether `word` may stand between a subject and its verb: `had`, `slowly`.
pub(super) fn is_between(word: &str, senses: Senses) -> bool {
    senses.any(Senses::BETWEEN) || word.len() > 4 && word.ends_with("ly")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_and_titles_are_told_apart() {
        assert!(Senses::of("murmured").any(Senses::SURE_VERB));
        assert!(Senses::of("returned").any(Senses::UNSURE_VERB));
        assert_eq!(Senses::of("rowed"), Senses::default());
        assert_eq!((title("capt"), title("oar")), (Some("captain"), None));
        assert_eq!((title_gender("mrs"), title_gender("captain")), (Some(Gender::Female), None));
        assert_eq!(person_noun(Senses::of("porter")), Some((Some(Gender::Male), false)));
        assert_eq!(person_noun(Senses::of("girl")), Some((Some(Gender::Female), true)));
        assert_eq!((name_gender("martha"), name_gender("maren")), (Some(Gender::Female), None));
    }

    #[test]
    fn every_sense_has_a_list_of_its_own() {
        assert!((0..LISTS.len()).all(|bit| LISTS.iter().any(|(sense, _)| sense.any(Senses(1 << bit)))));
        for (at, (sense, words)) in LISTS.iter().enumerate() {
            assert!(LISTS.iter().skip(at + 1).all(|(other, _)| other != sense));
            assert!(words.split_whitespace().all(|word| Senses::of(word).any(*sense)));
        }
    }
}
