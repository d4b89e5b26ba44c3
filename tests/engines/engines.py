#!/usr/bin/env python3
"""Other engines take over where one machine ends: they count as tableread does.

Usage: engines.py TABLEREAD [FOLDER]

Exports FOLDER (by default a library that is made for it) with `TABLEREAD export --format jsonl`, loads the
lines into DuckDB and into Spark in local mode, and compares, for each engine:

  lines      how many there are, and that every id is there once
  speakers   how many lines each speaker has, with the sum over `TABLEREAD speakers` of every episode
  words      how many lines hold a word, with `TABLEREAD search -c` for the whole word

Needs the packages of requirements.txt, and for Spark a Java 17 or later. An engine that is not there is said to be
skipped; with --all that is a failure. Exit status: 0 all agree, 1 something differs, 2 no engine.

tests/engines/run installs the packages into target/engines and runs this on a build of its own.
"""
import collections
import functools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

SPEAKERS = ["MAREN", "ORRIN", "TESSA", "THE KEEPER", "ILSE"]
WORDS = (
    "lamp lamps fog mast gull anchor keeper's deal slowly north light lightship oil wick bell rope tide "
    "again nobody counted third answers écluse harbour signal two long one short the and of to"
).split()
# What stands between words, as both engines write it.
NO_WORD = r"[^\p{L}\p{N}]+"
SPLIT_IN_DUCKDB = f"string_split_regex(lower(text), '{NO_WORD}')"
WANTED = ["lamp", "fog", "deal", "nobody", "écluse"]


def make_library(folder, episodes=40):
    """Writes transcripts in two series with seasons, each of another length."""
    chance = random.Random(11)
    for number in range(episodes):
        series, season = ("Halyard", 1 + number // 10) if number < 30 else ("Tern", 1)
        place = os.path.join(folder, series.lower(), f"Season {season}")
        os.makedirs(place, exist_ok=True)
        lines = [f"Episode Number: {number}", f"The {series} Transcripts - Watch {number}", f"Watch {number}", ""]
        for scene in range(4):
            lines.append(f"[{chance.choice(['Deck', 'Galley', 'Lamp room'])}]")
            for _ in range(chance.randrange(6, 30)):
                said = " ".join(chance.choice(WORDS) for _ in range(chance.randrange(3, 16)))
                off = chance.choice(["", "", " [OC]"])
                lines.append(f"{chance.choice(SPEAKERS)}{off}: {said.capitalize()}{chance.choice('.?!')}")
        with open(os.path.join(place, f"{number:03}.txt"), "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")


def tableread(program, cache, *arguments):
    """What the program prints; a status of 1 says that nothing was found."""
    environment = dict(os.environ, XDG_CACHE_HOME=cache)
    done = subprocess.run([program, *arguments], capture_output=True, text=True, encoding="utf-8", env=environment)
    if done.returncode > 1:
        sys.exit(f"{program} {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def own_counts(ask, folder, lines):
    """What tableread itself says: lines of each speaker, lines that hold each word."""
    speakers = collections.Counter()
    documents = collections.defaultdict(set)
    for line in lines:
        documents[line["episode"]].add(line["document"])
    for episode in documents:
        path = os.path.join(folder, episode)
        for speaker in json.loads(ask("speakers", "--format", "json", path))["speakers"]:
            speakers[speaker["name"]] += speaker["speeches"]
    words = {}
    for word in WANTED:
        counted = ask("search", "-c", f"'{word}' %kind speech", folder)
        words[word] = sum(int(number) for number in re.findall(r"(\d+) exact", counted))
    return dict(speakers), words


def by_duckdb(export):
    import duckdb

    table = f"read_json('{export}', format = 'newline_delimited')"
    ask = duckdb.connect().execute
    total, distinct = ask(f"SELECT count(*), count(DISTINCT id) FROM {table}").fetchone()
    speakers = ask(
        f"SELECT name, count(*) FROM (SELECT unnest(speakers) AS name FROM {table} WHERE kind = 'speech') GROUP BY name"
    ).fetchall()
    held = f"SELECT count(*) FROM {table} WHERE kind = 'speech' AND list_contains({SPLIT_IN_DUCKDB}, ?)"
    words = {word: ask(held, [word]).fetchone()[0] for word in WANTED}
    return f"DuckDB {duckdb.__version__}", (total, distinct), dict(speakers), words


def by_spark(export):
    if not shutil.which("java") and "JAVA_HOME" not in os.environ:
        raise ImportError("there is no Java for Spark")
    import pyspark
    from pyspark.sql import SparkSession, functions as f

    builder = SparkSession.builder.master("local[2]").appName("tableread").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    spark = builder.config("spark.sql.shuffle.partitions", "4").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    lines = spark.read.json(export).cache()
    total, distinct = lines.count(), lines.select("id").distinct().count()
    speech = lines.where(f.col("kind") == "speech")
    names = speech.select(f.explode("speakers").alias("name")).groupBy("name").count().collect()
    split = f.split(f.lower("text"), NO_WORD)
    words = {word: speech.where(f.array_contains(split, word)).count() for word in WANTED}
    spark.stop()
    return f"Spark {pyspark.__version__}", (total, distinct), {row["name"]: row["count"] for row in names}, words


def compare(what, theirs, ours):
    """Prints how one figure compares; whether it agrees."""
    print(f"  {what:<10} {'agree' if theirs == ours else 'DIFFER'}: {theirs}" + ("" if theirs == ours else f"\n{'':13}ours: {ours}"))
    return theirs == ours


def main(arguments):
    whole = "--all" in arguments
    arguments = [argument for argument in arguments if argument != "--all"]
    if not arguments:
        sys.exit(__doc__)
    program = os.path.abspath(arguments[0])
    made = tempfile.mkdtemp(prefix="tableread-engines-")
    try:
        folder = arguments[1] if len(arguments) > 1 else os.path.join(made, "library")
        if len(arguments) == 1:
            make_library(folder)
        ask = functools.partial(tableread, program, os.path.join(made, "cache"))
        export = os.path.join(made, "lines.jsonl")
        with open(export, "w", encoding="utf-8") as out:
            out.write(ask("export", "--format", "jsonl", folder))
        with open(export, encoding="utf-8") as read:
            lines = [json.loads(line) for line in read]
        speakers, words = own_counts(ask, folder, lines)
        return run(export, lines, speakers, words, whole)
    finally:
        shutil.rmtree(made)


def run(export, lines, speakers, words, whole):
    engines, agree = 0, True
    for engine in (by_duckdb, by_spark):
        try:
            name, (total, distinct), their_speakers, their_words = engine(export)
        except ImportError as missing:
            print(f"{engine.__name__}: skipped, {missing}")
            agree &= not whole
            continue
        engines += 1
        print(name)
        agree &= compare("lines", (total, distinct), (len(lines), len({line["id"] for line in lines})))
        agree &= compare("speakers", dict(sorted(their_speakers.items())), dict(sorted(speakers.items())))
        agree &= compare("words", their_words, words)
    if not engines:
        return 2
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
