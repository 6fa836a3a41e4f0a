package inline

import (
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/fonts/fonttest"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// scriptRuns divides a text into runs: ~x~ is a subscript, ^x^ a superscript.
func scriptRuns(text string, font *Font) []Run {
	var runs []Run
	for text != "" {
		i := strings.IndexAny(text, "~^")
		if i < 0 {
			i = len(text)
		}
		if i > 0 {
			runs = append(runs, Run{Text: text[:i], Font: font})
		}
		if text = text[i:]; text == "" {
			break
		}
		end := strings.IndexByte(text[1:], text[0]) + 1
		script := frame.Subscript
		if text[0] == '^' {
			script = frame.Superscript
		}
		runs = append(runs, Run{Text: text[1:end], Font: font, Script: script})
		text = text[end+1:]
	}
	return runs
}

func prepareScripts(t *testing.T, text string, font *Font) (*Paragraph, *diag.List) {
	t.Helper()
	var log diag.List
	return NewShaper().Prepare(scriptRuns(text, font), plain, &log), &log
}

// TestScriptsKeepTheirBase: no line begins with a script (RULES 1.5), and no
// space is between it and its base (RULES 2.6).
func TestScriptsKeepTheirBase(t *testing.T) {
	p, log := prepareScripts(t, "含SO~4~^2−^与甲~1~和m^3^等10^-3^吨，A~(n+1)~，乙~2~丙", songFont())
	var b strings.Builder
	for i := range p.atoms {
		end := len(p.text)
		if i+1 < len(p.atoms) {
			end = int(p.atoms[i+1].from)
		}
		b.WriteString(p.text[p.atoms[i].from:end])
		if p.atoms[i].after == brkAllow {
			b.WriteByte('|')
		}
	}
	if got, want := b.String(), "含|SO42−|与|甲1|和|m3|等|10-3|吨，|A(n+1)，|乙2|丙"; got != want || log.Len() > 0 {
		t.Errorf("got  %s\nwant %s\n%v", got, want, log.Items())
	}
	for i := range p.atoms[:len(p.atoms)-1] {
		x, y := &p.atoms[i], &p.atoms[i+1]
		pair := p.text[x.from:y.to]
		if p.runs[y.run].Script != frame.NoScript && x.gap != 0 || pair == "1和" && x.gap != 0 || pair == "2丙" && x.gap != 0 {
			t.Errorf("a gap of %s in %q", x.gap, pair)
		}
		if pair == "3等" && x.gapKind != gapAuto {
			t.Errorf("no Han–Latin space in %q", pair)
		}
	}
}

// TestScriptGlyphs: the glyphs that the face has drawn if it has all of them,
// else scaled ones that stand like them (RULES 2.6).
func TestScriptGlyphs(t *testing.T) {
	font := songFont()
	drawn, _ := prepareScripts(t, "m^23^", font)
	scaled, _ := prepareScripts(t, "x~i-1~", font)
	for _, g := range drawn.glyphs[1:] {
		if g.size != bodySize || g.dy != 0 || g.script != frame.Superscript {
			t.Errorf("a drawn superscript of %s at %s", g.size, g.dy)
		}
	}
	if id, _ := font.Stack.Latin[0].GID('²'); drawn.glyphs[1].id != id {
		t.Error("² is not used for a superscript 2")
	}
	low := font.Stack.Latin[0].Subscript()
	for _, g := range scaled.glyphs[1:] {
		if g.size != bodySize.Scale(int64(low.Size), 1000) || g.dy != bodySize.Scale(int64(low.Rise), 1000) || g.script != frame.Subscript {
			t.Errorf("a scaled subscript of %s at %s", g.size, g.dy)
		}
	}
	if id, _ := font.Stack.Latin[0].GID('−'); scaled.glyphs[2].id != id {
		t.Error("a hyphen in a script is not a minus sign")
	}
	line := scaled.Break(10 * bodySize)[0]
	if line.Text != "xi-1" || line.Glyphs[2].Text != "-" {
		t.Errorf("extracted as %q", line.Text)
	}
}

// TestUnicodeScripts: characters of Unicode's scripts that no face has are made
// of plain ones, and others have a finding of their own.
func TestUnicodeScripts(t *testing.T) {
	face := fonttest.Face(fonttest.Missing([]rune("²₂ₓⁿ⁻ᵃᵢ")...))
	font := &Font{Stack: &fonts.Stack{Han: []*fonts.Face{face}, Latin: []*fonts.Face{face}}, Size: bodySize}
	p, log := prepareScripts(t, "NOₓ，m²，CO₂，10ⁿ", font)
	if log.Len() > 0 {
		t.Fatal(log.Items())
	}
	for i, g := range p.glyphs {
		small := strings.ContainsAny(p.text[g.from:g.to], "ₓ²₂ⁿ")
		if small != (g.size < bodySize) || small != (g.dy != unit.Abs(0)) || g.script != frame.NoScript {
			t.Errorf("glyph %d of %q: %s at %s", i, p.text[g.from:g.to], g.size, g.dy)
		}
	}
	if _, log = prepareScripts(t, "甲ᵃ乙ᵢ", font); log.Count(diag.Error) != 2 || !log.Has("script-missing") || log.Has("missing-glyph") {
		t.Error(log.Items())
	}
}
