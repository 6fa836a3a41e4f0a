package inline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"jianbao/content/diag"
	"jianbao/fonts"
)

// lookup returns the face and glyph for a character, and reports a fallback. If
// no face has the character, it reports that and returns nil.
func (b *builder) lookup(c char, font *Font, latin bool) (*fonts.Face, fonts.GID) {
	var (
		f     *fonts.Face
		id    fonts.GID
		index int
		ok    bool
	)
	if c.vs != 0 {
		f, id, index, ok = font.Stack.LookupVariation(c.r, c.vs, latin)
	}
	if !ok {
		f, id, index, ok = font.Stack.Lookup(c.r, latin)
	}
	if !ok {
		b.missing(c, font)
		return nil, 0
	}
	switch {
	case font.Stack.IsEmoji(index):
		b.log.Add("emoji", b.span(c), f.PostScriptName())
	case index > 0 && !b.expected(f, font, latin):
		b.fallback(c, f, font, latin)
	}
	if c.vs != 0 {
		if _, ok := f.GIDVariation(c.r, c.vs); !ok {
			b.noVariant(c)
		}
	}
	return f, id
}

// fallback reports that a character is set in a face that is not the first
// choice.
func (b *builder) fallback(c char, f *fonts.Face, font *Font, latin bool) {
	b.log.Add("glyph-fallback", b.span(c), string(c.r), codePoint(c.r), f.PostScriptName(), font.Stack.Role, font.Stack.First(latin).PostScriptName())
}

// noVariant reports that the base form is set for a variation sequence. The
// selectors that choose between text and colour style select no other form of a
// sign that is printed in text style.
func (b *builder) noVariant(c char) {
	if (c.vs == 0xFE0E || c.vs == 0xFE0F) && !unicode.Is(unicode.Han, c.r) {
		return
	}
	b.log.Add("variant-missing", b.span(c), string(c.r), codePoint(c.r)+" "+codePoint(c.vs))
}

// expected reports whether a face is the first of the other script's list. Its
// use is not reported as a fallback.
func (b *builder) expected(f *fonts.Face, font *Font, latin bool) bool {
	if latin {
		return len(font.Stack.Han) > 0 && f == font.Stack.Han[0]
	}
	return len(font.Stack.Latin) > 0 && f == font.Stack.Latin[0]
}

// missing reports a character that no face of the font has.
func (b *builder) missing(c char, font *Font) {
	var tried []string
	for _, f := range font.Stack.Faces(false) {
		if name := f.PostScriptName(); !slices.Contains(tried, name) {
			tried = append(tried, name)
		}
	}
	if emojiAlone(c.r) {
		b.missingEmoji(c, string(c.r))
		return
	}
	args := []any{string(c.r), codePoint(c.r), strings.Join(tried, ", ")}
	if code, more := withoutGlyph(c.r); code != "" {
		if code == "private-character" {
			more = []any{newName(font.Stack)}
		}
		b.log.Add(code, b.span(c), append(args, more...)...)
		return
	}
	if typed := markedScript(c.r); typed != "" {
		b.log.Add("script-missing", b.span(c), string(c.r), codePoint(c.r), typed)
		return
	}
	has := func(r rune) bool {
		_, _, _, ok := font.Stack.Lookup(r, false)
		return ok
	}
	if plain := plainForm(c.r, has); plain != "" {
		b.log.AddFix("missing-form", b.span(c), diag.Fix{Write: plain}, string(c.r), codePoint(c.r), plain)
		return
	}
	if c.at == 0 && bulletLike(c.r) && has(bullet) {
		b.log.AddFix("missing-bullet", b.span(c), diag.Fix{Write: string(bullet)}, append(args, string(bullet))...)
		return
	}
	b.log.Add("missing-glyph", b.span(c), append(args, faceFileFor(c.r), newName(font.Stack))...)
}

// newName returns the name under which a hint adds a face.
func newName(s *fonts.Stack) string { return cmp.Or(s.NewName, "supplement") }

// faceFileFor returns the file of a face that has a character and comes with
// Windows, else a name to be replaced: what a hint has to give as an example.
func faceFileFor(r rune) string {
	switch {
	case r >= 0x20000 && r <= 0x2A6DF: // extension B
		return "C:/Windows/Fonts/simsunb.ttf"
	case r >= 0xA000 && r <= 0xA4CF: // Yi
		return "C:/Windows/Fonts/msyi.ttf"
	case r >= 0xAC00 && r <= 0xD7A3: // Hangul
		return "C:/Windows/Fonts/malgun.ttf"
	}
	return "fonts/FONT.ttf"
}

func codePoint(r rune) string { return fmt.Sprintf("U+%04X", r) }

// span returns the place of a character in the source.
func (b *builder) span(c char) diag.Span { return b.p.spanOf(c.run, c.at, c.end) }

// span returns the place of atom i in the source.
func (p *Paragraph) span(i int) diag.Span {
	a := &p.atoms[i]
	return p.spanOf(a.run, a.from, a.to)
}

// spanOf returns the place in the source of bytes [from,to) of the paragraph's
// text, which belong to one run.
func (p *Paragraph) spanOf(run, from, to int32) diag.Span {
	base := p.starts[run]
	return p.runs[run].Place.At(int(from)-base, int(to)-base)
}
