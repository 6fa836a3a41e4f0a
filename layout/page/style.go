// Package page lays articles out on pages: it typesets their blocks as lines on
// the baseline grid and divides the lines into columns by the rules about
// headings, source lines, orphans and widows (RULES 5).
package page

import (
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// Style is a theme together with its faces and inks. It is not written to after
// NewStyle, so that any number of goroutines can share it.
type Style struct {
	Theme    *theme.Theme
	settings inline.Settings // of body text
	stacks   map[string]*fonts.Stack
	inks     map[string]*frame.Ink
	tint     *frame.Ink // of boxes
	Origins  bool       // lines get the places of their glyphs in the source
}

// NewStyle finds the faces of a theme's roles in a library. A role whose first
// face is missing is reported to log with the face used instead; a role without
// any face is reported as an error.
func NewStyle(th *theme.Theme, lib *fonts.Library, lang string, log *diag.List) *Style {
	s := &Style{Theme: th, stacks: map[string]*fonts.Stack{}, inks: map[string]*frame.Ink{}}
	used, supplements := usedRoles(th), lib.Supplements(th.FaceNames())
	for i := range th.Fonts {
		if role := &th.Fonts[i]; used[role.Name] {
			s.stacks[role.Name] = stack(role, lib, supplements, log)
		}
	}
	if st := s.stacks[th.Body.Font]; strings.HasPrefix(lang, "zh-Hant") && st != nil && len(st.Han) > 0 && !centredMarks(st.Han[0]) {
		log.Add("mainland-forms", diag.Span{}, lang, st.Han[0].PostScriptName())
	}
	for i := range th.Inks {
		k := &th.Inks[i]
		s.inks[k.Name] = &frame.Ink{Name: k.Plate, RGB: k.RGB, CMYK: k.CMYK}
	}
	s.tint = gray(th.Box.Tint)
	s.settings = inline.Settings{
		Locale:      locale(lang),
		Level:       level(th.Body.Level),
		Punctuation: punctuation(th.Body.Punctuation),
		TrimStart:   th.Body.TrimStart,
		Hyphenate:   th.Body.Hyphenate,
		Autospace:   int(unit.MulDiv(int64(th.Body.Autospace), 1000, int64(th.Body.Size))),
	}
	return s
}

// gray returns black at a percentage.
func gray(percent int) *frame.Ink {
	v := uint8(255 - (255*percent+50)/100)
	return &frame.Ink{RGB: [3]uint8{v, v, v}, CMYK: [4]uint16{3: uint16(10 * percent)}}
}

// usedRoles returns the roles that elements of the theme use, so that an unused
// face is neither opened nor reported as missing.
func usedRoles(th *theme.Theme) map[string]bool {
	used := map[string]bool{}
	for _, name := range th.UsedFonts() {
		used[name] = true
	}
	return used
}

func stack(role *theme.Role, lib *fonts.Library, supplements []*fonts.Face, log *diag.List) *fonts.Stack {
	st := &fonts.Stack{Role: role.Name, Supplements: supplements, NewName: lib.NewName(), Emoji: func() *fonts.Face {
		face, _ := lib.Find(fonts.Emoji, false)
		return face
	}}
	find := func(names []string) (faces []*fonts.Face, missing []string, first string) {
		for _, name := range names {
			found := lib.FindAll(name)
			switch {
			case len(found) > 0 && first == "":
				first = name
			case len(found) == 0 && first == "":
				missing = append(missing, name)
			}
			for _, face := range found {
				if !slices.Contains(faces, face) {
					faces = append(faces, face)
				}
			}
		}
		return faces, missing, first
	}
	var missing []string
	var first string
	st.Han, missing, first = find(role.Han)
	st.Latin, _, _ = find(role.Latin)
	switch {
	case len(st.Han) == 0:
		log.Add("font-role-empty", diag.Span{}, role.Name, role.Han)
	case len(missing) > 0 && !lib.Given(st.Han[0]): // a face that the list names is as good as another
		log.Add("font-substitute", diag.Span{}, role.Name, missing, first)
	}
	return st
}

// centredMarks reports whether a face draws the comma in the middle of its box,
// as Traditional Chinese requires (RULES 8.1).
func centredMarks(f *fonts.Face) bool {
	g, ok := f.GID('，')
	if !ok {
		return false
	}
	b, ok := f.Bounds(g)
	return ok && (b.XMin+b.XMax)*5 > f.UnitsPerEm()*3 // its middle right of 0.3 em
}

func locale(lang string) inline.Locale {
	switch {
	case lang == "zh-Hant-HK":
		return inline.ZhHantHK
	case strings.HasPrefix(lang, "zh-Hant"):
		return inline.ZhHantTW
	case lang == "ja" || strings.HasPrefix(lang, "ja-"):
		return inline.Ja
	case lang == "ko" || strings.HasPrefix(lang, "ko-"):
		return inline.Ko
	}
	return inline.ZhHans
}

func level(name string) inline.Level {
	switch name {
	case "none":
		return inline.LevelNone
	case "basic":
		return inline.LevelBasic
	case "strict":
		return inline.LevelStrict
	}
	return inline.LevelGB
}

func punctuation(name string) inline.Punctuation {
	switch name {
	case "quanjiao":
		return inline.Quanjiao
	case "kaiming":
		return inline.Kaiming
	case "banjiao":
		return inline.Banjiao
	}
	return inline.Hangmo
}

// Ink returns the ink with the name that a theme's key holds; nil stands for
// black.
func (s *Style) Ink(name string) *frame.Ink { return s.inks[name] }

// Typesetter typesets text in a style. It must not be used by several goroutines
// at once.
type Typesetter struct {
	Style  *Style
	log    *diag.List
	shaper *inline.Shaper
	fonts  map[fontKey]*inline.Font
	runs   []inline.Run
	rows   []row // memory of flatten
}

type fontKey struct {
	role, ink string
	size      unit.Abs
}

// NewTypesetter returns a Typesetter that adds its findings to log.
func NewTypesetter(s *Style, log *diag.List) *Typesetter {
	shaper := inline.NewShaper()
	shaper.Origins = s.Origins
	return &Typesetter{Style: s, log: log, shaper: shaper, fonts: map[fontKey]*inline.Font{}}
}

// Recording returns a Typesetter that adds its findings to another log. It
// shares the caches of s and must be used in the same goroutine.
func (s *Typesetter) Recording(log *diag.List) *Typesetter {
	other := *s
	other.log = log
	return &other
}

// Quiet returns a Typesetter whose findings are dropped, for text that is
// typeset again.
func (s *Typesetter) Quiet() *Typesetter { return s.Recording(&diag.List{}) }

// Font returns the font of a role at a size in an ink.
func (s *Typesetter) Font(role string, size unit.Abs, ink string) *inline.Font {
	key := fontKey{role, ink, size}
	f := s.fonts[key]
	if f == nil {
		f = &inline.Font{Stack: s.Style.stacks[role], Size: size, Ink: s.Style.inks[ink]}
		if f.Stack == nil {
			f.Stack = &fonts.Stack{Role: role}
		}
		s.fonts[key] = f
	}
	return f
}

// Settings returns the settings of body text with an alignment.
func (s *Typesetter) Settings(align inline.Align) inline.Settings {
	settings := s.Style.settings
	settings.Align = align
	return settings
}

// Align returns the alignment that a value of a theme's key names: "center",
// "right", or else Left.
func Align(word string) inline.Align {
	switch word {
	case "center":
		return inline.Center
	case "right":
		return inline.Right
	}
	return inline.Left
}

// Typeset typesets runs as one paragraph and returns its lines at a measure.
func (s *Typesetter) Typeset(runs []inline.Run, settings inline.Settings, measure unit.Abs) []frame.Line {
	p := s.Paragraph(runs, settings)
	lines := p.Break(measure)
	s.shaper.Release(p)
	return lines
}

// Paragraph prepares runs to be broken at several measures.
func (s *Typesetter) Paragraph(runs []inline.Run, settings inline.Settings) *inline.Paragraph {
	return s.shaper.Prepare(runs, settings, s.log)
}

// Text appends the runs of a text of the manifest in one font. A "\n" in it is a
// hard break.
func Text(runs []inline.Run, t content.Text, font *inline.Font) []inline.Run {
	return textAt(runs, t.Value, t.Place, font)
}

func textAt(runs []inline.Run, value string, place diag.Place, font *inline.Font) []inline.Run {
	for from := 0; ; {
		end := strings.IndexByte(value[from:], '\n')
		if end < 0 {
			return append(runs, inline.Run{Text: value[from:], Place: place.Slice(from, len(value)), Font: font})
		}
		if end > 0 || len(runs) > 0 {
			runs = append(runs, inline.Run{Text: value[from : from+end], Place: place.Slice(from, from+end), Font: font, Break: true})
		}
		from += end + 1
	}
}

// Form appends the runs of a form such as "（来源：{text}）". Value appends what
// stands for a placeholder; texts of the manifest keep their place in the source.
func Form(runs []inline.Run, form theme.Form, font *inline.Font, value func(runs []inline.Run, name string) []inline.Run) []inline.Run {
	for part := range form.Parts() {
		if part.Name == "" {
			runs = append(runs, inline.Run{Text: part.Text, Font: font})
		} else {
			runs = value(runs, part.Name)
		}
	}
	return runs
}

// FormOf appends the runs of a form whose only placeholder stands for a text of
// the manifest.
func FormOf(runs []inline.Run, form theme.Form, t content.Text, font *inline.Font) []inline.Run {
	t = Unformed(form, t)
	return Form(runs, form, font, func(runs []inline.Run, _ string) []inline.Run { return Text(runs, t, font) })
}

// JoinedRuns appends the runs of a text of the manifest without its hard breaks.
func JoinedRuns(runs []inline.Run, t content.Text, font *inline.Font) []inline.Run {
	from := len(runs)
	runs = Text(runs, t, font)
	for i := from; i < len(runs); i++ {
		runs[i].Break = false
	}
	return runs
}
