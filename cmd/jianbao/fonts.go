package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// fonts lists the available faces; with a manifest, the characters of the issue
// that each of them prints, and those that no face has.
func (a *app) fonts(args []string) int {
	o, ok := a.parse("fonts", args)
	if !ok {
		return statusUsage
	}
	if o.System {
		return a.systemFonts(&o)
	}
	if len(o.Operands) == 0 {
		return a.listFaces()
	}
	return a.fontsOf(manifestOf(o.Operands[0]), o.Choices)
}

// faceInfo is what "fonts --format json" prints for a face.
type faceInfo struct {
	Type string `json:"type"` // "face"
	edition.Face
	Characters int            `json:"characters"`
	Coverage   map[string]int `json:"coverage"` // characters of each block, by its English name
}

func (a *app) listFaces() int {
	var b bytes.Buffer
	faces := edition.BundledFaces()
	for _, face := range faces {
		f := faceInfo{Type: "face", Face: face}
		f.Characters, f.Coverage = face.Coverage()
		if a.json {
			b.Write(jsonLine(f))
		} else {
			a.writeFace(&b, f)
		}
	}
	status := a.print(b.Bytes())
	a.closeRun(&diag.List{}, a.faces(len(faces)))
	return status
}

// faces returns how many faces there are.
func (a *app) faces(n int) string {
	return a.choose(fmt.Sprintf("字体 %d 款", n), diag.Count(n, "face"))
}

func (a *app) writeFace(b *bytes.Buffer, f faceInfo) {
	fmt.Fprintf(b, "%s  %s %s\n", cmp.Or(f.Role, "–"), f.Family, f.Style)
	field := func(zh, en, value string) {
		if value != "" {
			fmt.Fprintf(b, "    %s%s\n", a.choose(zh+"：", en+": "), value)
		}
	}
	if f.Bundled {
		field("来源", "origin", a.choose("随程序附带，", "bundled, ")+f.Origin)
	} else {
		field("来源", "origin", f.Path)
	}
	field("版本", "version", f.Version)
	field("许可", "licence", firstLine(f.Licence))
	var parts []string
	for _, bl := range edition.Blocks() {
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

// faceUse is what "fonts MANIFEST --format json" prints for a face.
type faceUse struct {
	Type string `json:"type"` // "use"
	edition.FaceUse
}

// missing is a character that no face has, as JSON.
type missing struct {
	Type      string `json:"type"` // "missing"
	Character string `json:"character"`
	Code      string `json:"code"`
	Place     string `json:"place,omitempty"`
}

func (a *app) fontsOf(path string, choices edition.Choices) int {
	var log diag.List
	choices.Profile = "screen" // the profile does not affect which faces are used
	e := edition.New(edition.Options{Tool: tool()}).ReadFile(path, choices, &log)
	e.Compose()
	status, did := statusDone, ""
	if e.Doc != nil {
		uses := e.FaceUses()
		pages := e.Summary().Pages
		did = a.faces(len(uses)) + a.choose(fmt.Sprintf("，共 %d 页", pages), ", "+diag.Count(pages, "page"))
		lacks := missingOf(&log)
		var b bytes.Buffer
		for _, u := range uses {
			if a.json {
				b.Write(jsonLine(faceUse{"use", u}))
				continue
			}
			fmt.Fprintf(&b, "%s %s%s\n", u.Family, u.Style, a.choose(
				fmt.Sprintf("：%d 个字形，%d 个不同的字符", u.Glyphs, len([]rune(u.Characters))),
				": "+diag.Count(u.Glyphs, "glyph")+", "+diag.Count(len([]rune(u.Characters)), "different character")))
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
	a.closeRun(&log, did)
	return max(status, statusOf(&log))
}

// missingOf returns the characters that no face has, from the findings, each with
// its first place.
func missingOf(log *diag.List) []missing {
	var out []missing
	seen := map[string]bool{}
	for _, d := range log.Items() {
		if !slices.Contains([]diag.Code{"missing-glyph", "missing-form", "missing-bullet", "emoji-missing", "script-missing", "private-character", "symbol-character"}, d.Code) {
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
