package main

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/frame"
)

// fonts lists the faces there are; with a manifest, what each of them sets in
// the issue and what none of them can.
func (a *app) fonts(args []string) int {
	o, ok := a.parse("fonts", args)
	if !ok {
		return statusUsage
	}
	if len(o.Operands) == 0 {
		return a.listFaces(fonts.Bundled())
	}
	return a.fontsOf(manifestOf(o.Operands[0]), o.Choices)
}

// block is a range of characters that coverage is told by.
type block struct {
	ZH, EN      string
	First, Last rune
	Size        int // assigned characters, Unicode 16
}

func blocks() []block {
	return []block{
		{"汉字基本区", "CJK ideographs", 0x4E00, 0x9FFF, 20992},
		{"汉字扩展A", "extension A", 0x3400, 0x4DBF, 6592},
		{"汉字扩展B", "extension B", 0x20000, 0x2A6DF, 42720},
		{"汉字扩展C至I", "extensions C–I", 0x2A700, 0x323AF, 4154 + 222 + 5762 + 7473 + 4939 + 4192 + 622},
		{"假名", "kana", 0x3041, 0x30FF, 189},
		{"谚文", "Hangul", 0xAC00, 0xD7A3, 11172},
		{"拉丁字母", "Latin", 0x0041, 0x024F, 478},
	}
}

// faceInfo is what "fonts --format json" prints of a face.
type faceInfo struct {
	Type       string         `json:"type"` // "face"
	Role       string         `json:"role,omitempty"`
	Family     string         `json:"family"`
	Names      []string       `json:"names,omitempty"`
	Style      string         `json:"style"`
	Version    string         `json:"version"`
	Licence    string         `json:"licence"`
	Origin     string         `json:"origin,omitempty"`
	Path       string         `json:"path,omitempty"`
	SHA256     string         `json:"sha256"`
	Bundled    bool           `json:"bundled"`
	Characters int            `json:"characters"`
	Coverage   map[string]int `json:"coverage"` // characters of each block, by its English name
}

func describeFace(i fonts.Info) faceInfo {
	c := i.Face.Coverage()
	f := faceInfo{
		Type: "face", Role: i.Role, Family: i.Family, Names: i.Names, Style: i.Style, Version: i.Version,
		Licence: i.Licence, Origin: i.Origin, Path: filepath.ToSlash(i.Path), SHA256: i.SHA256, Bundled: i.Bundled,
		Characters: c.Count, Coverage: map[string]int{},
	}
	for _, b := range blocks() {
		if n := c.In(b.First, b.Last); n > 0 {
			f.Coverage[b.EN] = n
		}
	}
	return f
}

func (a *app) listFaces(library *fonts.Library) int {
	var b bytes.Buffer
	for _, info := range library.Faces() {
		f := describeFace(info)
		if a.json {
			b.Write(jsonLine(f))
		} else {
			a.writeFace(&b, f)
		}
	}
	return a.print(b.Bytes())
}

func (a *app) writeFace(b *bytes.Buffer, f faceInfo) {
	fmt.Fprintf(b, "%s  %s %s\n", cmp.Or(f.Role, "–"), f.Family, f.Style)
	field := func(zh, en, value string) {
		if value != "" {
			fmt.Fprintf(b, "    %s%s\n", a.choose(zh+"：", en+": "), value)
		}
	}
	if f.Bundled {
		field("来历", "origin", a.choose("随程序附带，", "bundled, ")+f.Origin)
	} else {
		field("来历", "origin", f.Path)
	}
	field("版本", "version", f.Version)
	field("许可", "licence", firstLine(f.Licence))
	var parts []string
	for _, bl := range blocks() {
		if n := f.Coverage[bl.EN]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d/%d", a.choose(bl.ZH, bl.EN), n, bl.Size))
		}
	}
	field("字符", "characters", fmt.Sprintf("%d%s%s", f.Characters, a.choose("，", ": "), strings.Join(parts, a.choose("，", ", "))))
	field("SHA-256", "SHA-256", f.SHA256)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.ReplaceAll(s, "\r", "\n"), "\n")
	return line
}

// usage of the faces by one issue.

// faceUse is what one face sets.
type faceUse struct {
	Type       string `json:"type"` // "use"
	Family     string `json:"family"`
	Style      string `json:"style"`
	Path       string `json:"path,omitempty"`
	Glyphs     int    `json:"glyphs"`
	Characters string `json:"characters"` // each once, ascending
}

// missing is a character no face has.
type missing struct {
	Type      string `json:"type"` // "missing"
	Character string `json:"character"`
	Code      string `json:"code"`
	Place     string `json:"place,omitempty"`
}

func (a *app) fontsOf(path string, choices cli.Choices) int {
	var log diag.List
	disk := manifest.NewDisk(path)
	defer disk.Close()
	pr := a.prepare(systemReader{disk}, choices, fonts.Bundled(), &log)
	var doc *frame.Document
	if pr.complete() {
		doc = layout.Compose(pr.issue, pr.theme, pr.library, &log)
	}
	status := statusDone
	if doc != nil {
		uses := usesOf(doc, pr.library)
		lacks := missingOf(&log)
		var b bytes.Buffer
		for _, u := range uses {
			if a.json {
				b.Write(jsonLine(u))
				continue
			}
			fmt.Fprintf(&b, "%s %s%s\n", u.Family, u.Style, a.choose(
				fmt.Sprintf("：%d 个字形，%d 种字符", u.Glyphs, len([]rune(u.Characters))),
				fmt.Sprintf(": %d glyphs, %d different characters", u.Glyphs, len([]rune(u.Characters)))))
			for line := range slices.Chunk([]rune(u.Characters), 36) {
				fmt.Fprintf(&b, "    %s\n", string(line))
			}
		}
		for _, m := range lacks {
			if a.json {
				b.Write(jsonLine(m))
			} else {
				fmt.Fprintf(&b, "%s %s %s  %s\n", a.choose("没有字体可排：", "no face has"), m.Character, m.Code, m.Place)
			}
		}
		status = max(status, a.print(b.Bytes()))
	}
	a.report(&log)
	return max(status, statusOf(&log))
}

// usesOf collects which characters each face sets, the faces in the order in
// which the issue first uses them.
func usesOf(doc *frame.Document, library *fonts.Library) []faceUse {
	type use struct {
		glyphs int
		runes  map[rune]bool
	}
	uses := map[*fonts.Face]*use{}
	var order []*fonts.Face
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			line, ok := item.(*frame.Line)
			if !ok {
				continue
			}
			for _, g := range line.Glyphs {
				u := uses[g.Face]
				if u == nil {
					u = &use{runes: map[rune]bool{}}
					uses[g.Face] = u
					order = append(order, g.Face)
				}
				u.glyphs++
				for _, r := range g.Text {
					u.runes[r] = true
				}
			}
		}
	}
	known := map[*fonts.Face]fonts.Info{}
	for _, info := range library.Faces() {
		known[info.Face] = info
	}
	out := make([]faceUse, 0, len(order))
	for _, f := range order {
		runes := make([]rune, 0, len(uses[f].runes))
		for r := range uses[f].runes {
			runes = append(runes, r)
		}
		slices.Sort(runes)
		info := known[f]
		out = append(out, faceUse{
			Type: "use", Family: cmp.Or(info.Family, f.PostScriptName()), Style: info.Style,
			Path: filepath.ToSlash(info.Path), Glyphs: uses[f].glyphs, Characters: string(runes),
		})
	}
	return out
}

// missingOf takes from the findings the characters no face has, each where it
// stands first.
func missingOf(log *diag.List) []missing {
	var out []missing
	seen := map[string]bool{}
	for _, d := range log.Items() {
		if d.Code != "missing-glyph" && d.Code != "private-character" || len(d.Args) < 2 {
			continue
		}
		m := missing{Type: "missing", Character: fmt.Sprint(d.Args[0]), Code: fmt.Sprint(d.Args[1])}
		if seen[m.Code] {
			continue
		}
		seen[m.Code] = true
		if src := d.Span.Source; src != nil {
			line, column := diag.NewLines(src.Data).Position(d.Span.Start)
			m.Place = fmt.Sprintf("%s:%d:%d", src.Path, line, column)
		}
		out = append(out, m)
	}
	return out
}
