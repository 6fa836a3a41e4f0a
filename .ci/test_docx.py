#!/usr/bin/env python3
"""Tests the comparisons of .ci/docx: each must see text that is lost, doubled or moved."""

import pathlib
import sys
import types
import unittest

sys.dont_write_bytecode = True

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "docx"))

import generated  # noqa: E402
import labels  # noqa: E402
import native  # noqa: E402
import pandoc  # noqa: E402

NATIVE = r"""[ Header 2 ( "a" , [] , [] ) [ Str "H\246he" , Space , Str "\"x\"\8217\&1" ]
, Para [ Emph [ Str "one" ] , Note [ Para [ Str "note" ] ] , Image ( "" , [] , [ ( "width" , "5in" ) ] ) [ Str "alt" ] ( "a.png" , "fig:" ) ]
, OrderedList ( 1 , Decimal , Period ) [ [ Para [ Str "item" ] ] ]
, Table ( "" , [] , [] ) (Caption Nothing [ Plain [ Str "cap" ] ]) [ ( AlignDefault , ColWidth 0.25 ) ] (TableHead ( "" , [] , [] ) [])
  [ TableBody ( "" , [] , [] ) (RowHeadColumns 0) [] [ Row ( "" , [] , [] ) [ Cell ( "" , [] , [] ) AlignDefault (RowSpan 1) (ColSpan 1) [ Plain [ Str "cell" ] ] ] ] ]
  (TableFoot ( "" , [] , [] ) []) ]"""


def outline(entries, findings=()):
    return types.SimpleNamespace(entries=list(entries), findings=list(findings))


class Native(unittest.TestCase):
    def test_content(self):
        content = native.Content(native.parse(NATIVE))
        self.assertEqual(content.text, ["Höhe", '"x"’1', "one", "item", "cap", "cell"])
        self.assertEqual(content.notes, [["note"]])
        self.assertEqual((content.headings, content.tables, content.pictures), (1, 1, 1))

    def test_unknown(self):
        with self.assertRaises(ValueError):
            native.Content(native.parse('[ Novelty [ Str "x" ] ]'))


class Generated(unittest.TestCase):
    expected = {"items": [{"kind": "text", "text": "甲乙丙丁"}, {"kind": "heading", "level": 2, "text": "戊己"}, {"kind": "table", "cells": ["庚", "辛"]}],
                "notes": [{"kind": "footnote", "text": "壬癸"}], "told": {"hidden": 1}}
    found = [{"kind": "body", "level": 0, "text": "甲乙丙丁"}, {"kind": "heading", "level": 2, "text": "戊己"}, {"kind": "table", "level": 0, "text": "庚\t辛"},
             {"kind": "note", "level": 0, "text": "壬癸"}]

    def wrong(self, entries, findings=({"code": "docx-hidden", "severity": "warning"},)):
        read = outline(entries, findings)
        return [*generated.compare_items(self.expected, read), *generated.compare_notes(self.expected, read), *generated.compare_findings(self.expected, read)]

    def test_equal(self):
        self.assertEqual(self.wrong(self.found), [])

    def test_lost(self):
        for i in range(len(self.found)):
            self.assertTrue(self.wrong(self.found[:i] + self.found[i + 1:]), i)

    def test_doubled(self):
        for i in range(len(self.found)):
            self.assertTrue(self.wrong(self.found[:i + 1] + self.found[i:]), i)

    def test_changed(self):
        for i, entry in enumerate(self.found):
            self.assertTrue(self.wrong(self.found[:i] + [{**entry, "text": entry["text"][:-1]}] + self.found[i + 1:]), i)
        self.assertTrue(self.wrong([self.found[0], {**self.found[1], "level": 1}, *self.found[2:]]))

    def test_untold(self):
        self.assertTrue(self.wrong(self.found, ()))
        self.assertTrue(self.wrong(self.found, ({"code": "docx-hidden", "severity": "warning"}, {"code": "x", "severity": "error", "message": ""})))

    def test_pages(self):
        pages = ["刊名", "甲乙丙丁，戊己庚", "简报辛壬癸。子丑"]
        reader = generated.Pages(pages, 0)
        self.assertTrue(reader.read("甲乙丙丁，"))
        self.assertTrue(reader.read("戊己庚辛壬癸。"))
        self.assertTrue(reader.read("子丑"))
        self.assertFalse(reader.read("甲乙"))
        for text in ("丁丙", "己庚寅", "癸。丑", "戊己庚卯。"):
            self.assertFalse(generated.Pages(pages, 0).read(text), text)
        self.assertFalse(generated.Pages(["甲乙" + "丙" * 60, "丁"], 0).read("甲乙丁"))


class Pandoc(unittest.TestCase):
    def test_compare(self):
        want = native.Content(native.parse(NATIVE))
        read = types.SimpleNamespace(text=["Höhe \"x\"’1", "one", "item", "cap\ncell"], notes=["note"])
        self.assertEqual(pandoc.compare([want], read), "equal")
        for text, notes in ((["Höhe"], ["note"]), (read.text, []), (read.text, ["other"]), (read.text[::-1], ["note"])):
            self.assertEqual(pandoc.compare([want], types.SimpleNamespace(text=text, notes=notes)), "differs")

    def test_bars(self):
        row = {"class": "silent", "text": "equal"}
        rows = {str(i): dict(row) for i in range(85)}
        self.assertEqual(pandoc.bars(rows), 0)
        for i in range(30):
            rows[str(i)]["class"] = "refused"
        self.assertEqual(pandoc.bars(rows), 2)


class Labels(unittest.TestCase):
    def test_lookup(self):
        lines = ["  一、 甲乙", "二、丙", "普通"]
        self.assertEqual(labels.lookup(lines, 0, "甲 乙"), ("一、", 1))
        self.assertEqual(labels.lookup(lines, 1, "丙"), ("二、", 2))
        self.assertEqual(labels.lookup(lines, 1, "甲乙"), (None, 1))


if __name__ == "__main__":
    unittest.main()
