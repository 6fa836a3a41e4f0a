package manifest

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/charset"
	"jianbao/content/diag"
)

// found returns codes with their byte offset in the file.
func found(log *diag.List) string {
	var out []string
	for _, d := range log.Items() {
		s := string(d.Code)
		if d.Span.Source.Data != nil {
			s += fmt.Sprintf("@%d", d.Span.Source.RawOffset(d.Span.Start))
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// FuzzArticle reads arbitrary bytes as an article in any encoding.
func FuzzArticle(f *testing.F) {
	f.Add([]byte("# 甲\n\n- **“乙”**丙\n\n> [x](y) `z` &#30002; \\*\n"), uint8(0), true)
	f.Add([]byte("\xBC\xD7\xD2\xD2\xAA\xA1\x84\x31\xA4\x37\x80\xFF\x1A"), uint8(2), false)
	f.Add([]byte("\xA4\x40\x88\x62\xF9\xFE\xA4"), uint8(3), false)
	f.Add([]byte("\xFF\xFE\x00\xD8a\x00\x1A\x00"), uint8(4), true)
	f.Add([]byte("一、甲\n\uFE01\n\u200B\u3000\r\u2060乙"), uint8(1), false)
	f.Add([]byte("一、甲\r\n（一）乙\f　　1. 丙\r（1）丁\n"), uint8(1), false)
	f.Add([]byte("![甲](photos/a.png \"乙｜丙\")\r\n\r\n> ![*丁*][p]\r\n\r\n[p]: <../图%201.png>\n 'a\nb|c'\n\n![](a.png (\\|&#124;))\n"), uint8(0), true)
	f.Add([]byte("| a | b |\n|--|--|\n[^1]\n\n![x](y)<b>*** ~~ ** &#0;\n===\n    x\n"), uint8(0), true)
	f.Add([]byte("[![甲](https://a.b/c.png)](https://a.b) ![](//a.b/%20.png \"乙｜丙\")\n![*丁*](https://a.b/640)\n戊\n"), uint8(0), true)
	f.Add([]byte(richCopy), uint8(0), true)
	f.Add([]byte(strings.ReplaceAll(richCopy, "\n", "\r\n")), uint8(1), true)
	f.Add([]byte("各镇人民政府：\n附件：1. 甲\n　　　2. 乙\n柳湾县人民政府\n2025年9月11日\n甲\t1\t2\n乙\t3\t4\n丙\t5\t6\n"), uint8(1), false)
	f.Add([]byte("一、见[第?页](#甲)，[第　？ 页](#%E7%94%B2)\n[注](略) [第?页](甲) [第?页](#)\n\t[第?页](#甲)\t2\n"), uint8(1), false)
	encodings := []string{"auto", "utf-8", "gb18030", "big5", "utf-16"}
	pictures := memory{"b/photos/a.png": pngOf(4, 3), "图 1.png": pngOf(3, 4)}
	f.Fuzz(func(t *testing.T, raw []byte, which uint8, markdown bool) {
		enc := encodings[int(which)%len(encodings)]
		log := &diag.List{}
		src, ok := charset.Decode("a.txt", raw, enc, log)
		if ok == log.HasErrors() {
			t.Fatalf("ok is %v but the findings are %s", ok, found(log))
		}
		if !ok {
			return
		}
		l := &loader{log: log, from: Buffers{Files: pictures}, read: map[string]readPicture{}, linkRemote: len(raw)%2 == 0}
		if !markdown {
			blocks := l.plainText(string(src.Data), whole(src))
			checkPlaces(t, blocks)
			// Only blanks and line ends are dropped, and lines that look empty, which
			// the finding counts.
			blank := strings.NewReplacer("\n", "", "\r", "", "\f", "", " ", "", "\t", "", "\u3000", "",
				"\u202a", "", "\u202b", "", "\u202c", "", "\u202d", "", "\u202e", "", "\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "", "\u200e", "", "\u200f", "", "\ufeff", "",
				"\u200b", "", "\u200c", "", "\u200d", "", "\u00ad", "", "\u034f", "", "\u061c", "", "\u17b4", "", "\u17b5", "", "\u180e", "",
				"\u2060", "", "\u2061", "", "\u2062", "", "\u2063", "", "\u2064", "", "\u206a", "", "\u206b", "", "\u206c", "", "\u206d", "", "\u206e", "", "\u206f", "")
			var want strings.Builder
			dropped := 0
			for _, line := range strings.FieldsFunc(string(src.Data), func(r rune) bool { return strings.ContainsRune("\n\r\f", r) }) {
				if looksEmpty(line) {
					dropped++
					continue
				}
				// A \ before a number that a heading can have is not printed.
				line = strings.TrimRight(strings.TrimLeftFunc(line, func(r rune) bool { return r == '\t' || unicode.Is(unicode.Zs, r) || blank.Replace(string(r)) == "" }), " \t\u3000")
				if escapedNumber.MatchString(line) && utf8.RuneCountInString(line) <= 51 && !strings.ContainsAny(line[len(line)-1:], ":,.") && !endsOpen.MatchString(line) {
					line = line[1:]
				}
				want.WriteString(blank.Replace(withoutReferences(line)))
			}
			if got := blank.Replace(plainOf(blocks)); got != want.String() {
				t.Fatalf("%q became %q", want.String(), got)
			}
			reported := 0
			for _, d := range log.Items() {
				if d.Code == "text-invisible" {
					reported += d.Args[1].(int)
				}
			}
			if reported != dropped {
				t.Fatalf("%d lines of %q look empty; the finding counts %d", dropped, src.Data, reported)
			}
			return
		}
		blocks, ok := l.markdown(src, "b")
		if ok == log.HasErrors() {
			t.Fatalf("ok is %v but the findings are %s", ok, found(log))
		}
		if !log.Has("picture-remote") { // else characters are added that the source does not have
			checkPlaces(t, blocks)
		}
		for _, lang := range []diag.Lang{diag.ZH, diag.EN} {
			for _, d := range log.Items() {
				if m := d.Message(lang) + d.Hint(lang); strings.Contains(m, "%!") && !bytes.Contains(raw, []byte("%!")) {
					t.Fatal(m)
				}
			}
		}
	})
}

// endsOpen matches a line that the next one continues.
var endsOpen = regexp.MustCompile(`[：，、…—]$`)

// escapedNumber matches a line that begins with a \ and a number, and is
// no sentence.
var escapedNumber = regexp.MustCompile(`^\\((?:(?:[一二三四五六七八九十百零〇]+、|[（(][一二三四五六七八九十百零〇]+[）)])[^。；;！？]*|(?:[0-9０-９]{1,3}(?:．|\.(?:[^0-9]|$))|[（(][0-9０-９]{1,3}[）)])[^。；;！？：:，]*))$`)

// plainOf returns the text of articles that are plain text, paragraph by paragraph and
// cell by cell.
func plainOf(blocks []content.Block) string {
	var b strings.Builder
	for _, x := range blocks {
		switch x := x.(type) {
		case *content.Paragraph:
			b.WriteString(printed(x.Inlines))
		case *content.Heading:
			b.WriteString(printed(x.Inlines))
		case *content.Table:
			for text := range x.Texts() {
				b.WriteString(printed(text))
			}
		}
	}
	return b.String()
}

// printed returns the signs of a text, without its marks.
func printed(in []content.Inline) string {
	var b strings.Builder
	for _, x := range in {
		if run, ok := x.(content.Run); ok {
			b.WriteString(run.Value)
		} else {
			b.WriteString("⏎")
		}
	}
	return b.String()
}

// pageReference matches a page reference of a plain text: 见[第?页](#代号).
var pageReference = regexp.MustCompile(`\[([^\[\]]*第[ \x{A0}\x{3000}]*[?？][ \x{A0}\x{3000}]*页[^\[\]]*)\]\(#[^()（）\s]+\)`)

// withoutReferences returns a line with the texts of its page references in their place.
func withoutReferences(line string) string {
	return pageReference.ReplaceAllStringFunc(line, func(ref string) string {
		text := pageReference.FindStringSubmatch(ref)[1]
		return regexp.MustCompile(`(第[ \x{A0}\x{3000}]*)[?？]([ \x{A0}\x{3000}]*页)`).ReplaceAllString(text, "${1}"+content.PageSign+"${2}")
	})
}
