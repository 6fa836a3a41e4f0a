package inline_test

import (
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// TestEmoji: a sequence of emoji is one cluster an em wide, stands for its text as
// typed, and is reported once.
func TestEmoji(t *testing.T) {
	lib := fonts.Bundled()
	face := func(name string) *fonts.Face {
		f, ok := lib.Find(name, false)
		if !ok {
			t.Fatal(name)
		}
		return f
	}
	stack := &fonts.Stack{Role: "song", Han: []*fonts.Face{face("song")}, Latin: []*fonts.Face{face("serif")}, Emoji: func() *fonts.Face { return face("emoji") }}
	em := 20 * unit.Pt
	for _, c := range []struct {
		text    string
		cluster []string // texts of clusters
		glyphs  int
	}{
		{"赞👍。", []string{"赞", "👍", "。"}, 3},
		{"赞👍🏽人", []string{"赞", "👍🏽", "人"}, 3},
		{"👨‍👩‍👧‍👦人", []string{"👨‍👩‍👧‍👦", "人"}, 2},
		{"🇨🇳🇫🇷", []string{"🇨🇳", "🇫🇷"}, 2},
		{"🇨🇳🇫人", []string{"🇨🇳", "🇫", "人"}, 3},
		{"第1️⃣名", []string{"第", "1️⃣", "名"}, 3},
		{"❤️‍🔥火", []string{"❤️‍🔥", "火"}, 2},
		{"🏴󠁧󠁢󠁥󠁮󠁧󠁿", []string{"🏴󠁧󠁢󠁥󠁮󠁧󠁿"}, 1},
		{"👍\u200d人", []string{"👍\u200d", "人"}, 2},
	} {
		var log diag.List
		s := inline.NewShaper()
		p := s.Prepare([]inline.Run{{Text: c.text, Font: &inline.Font{Stack: stack, Size: em}}}, inline.Settings{}, &log)
		lines := p.Break(100 * em)
		if len(lines) != 1 {
			t.Fatalf("%q: %d lines", c.text, len(lines))
		}
		l := &lines[0]
		var got []string
		for i := range l.Glyphs {
			if g := &l.Glyphs[i]; g.Text != "" {
				got = append(got, g.Text)
			}
		}
		if strings.Join(got, "|") != strings.Join(c.cluster, "|") || l.Text != c.text || len(l.Glyphs) != c.glyphs {
			t.Errorf("%q: clusters %q of %d glyphs, text %q", c.text, got, len(l.Glyphs), l.Text)
		}
		for i := range l.Glyphs {
			g := &l.Glyphs[i]
			if emoji(g) && (g.Advance > em || g.Advance*5 < em*3) {
				t.Errorf("%q: %q is %s wide", c.text, g.Text, g.Advance)
			}
		}
		if n := len(log.Items()); n != 1 || !log.Has("emoji") {
			t.Errorf("%q: %d findings: %+v", c.text, n, log.Items())
		}
	}
}

// TestMissingEmoji: an emoji that no face has is one finding with its whole sequence
// and place.
func TestMissingEmoji(t *testing.T) {
	song, ok := fonts.Bundled().Find("song", false)
	if !ok {
		t.Fatal("no song")
	}
	stack := &fonts.Stack{Role: "song", Han: []*fonts.Face{song}}
	for text, points := range map[string]string{
		"👩‍🚒": "U+1F469 U+200D U+1F692", "👋🏿": "U+1F44B U+1F3FF", "🇯🇵": "U+1F1EF U+1F1F5", "7️⃣": "U+0037 U+FE0F U+20E3", "🦖": "U+1F996",
	} {
		var log diag.List
		src := &diag.Source{Data: []byte("在" + text + "前")}
		runs := []inline.Run{{Text: string(src.Data), Font: &inline.Font{Stack: stack, Size: 10 * unit.Pt}, Place: diag.Place{Source: src, Steps: []diag.Step{{}}}}}
		inline.NewShaper().Prepare(runs, inline.Settings{}, &log)
		items := log.Items()
		if len(items) != 1 || items[0].Code != "emoji-missing" || items[0].Args[0] != text || items[0].Args[1] != points {
			t.Errorf("%q: %+v", text, items)
			continue
		}
		if at := items[0].Span; string(src.Data[at.Start:at.End]) != text {
			t.Errorf("%q: the place has %q", text, src.Data[at.Start:at.End])
		}
	}
}

func emoji(g *frame.Glyph) bool { return g.Face.PostScriptName() == "NotoEmoji-Regular" }

// TestEmojiApart: a sequence that the face of emoji has no glyph for is told with its
// place and what is set instead.
func TestEmojiApart(t *testing.T) {
	lib := fonts.Bundled()
	song, _ := lib.Find("song", false)
	emoji, ok := lib.Find("emoji", false)
	if !ok {
		t.Fatal("no face of emoji")
	}
	stack := &fonts.Stack{Role: "song", Han: []*fonts.Face{song}, Emoji: func() *fonts.Face { return emoji }}
	for text, set := range map[string]string{
		"🐧‍🌊": "🐧 🌊", "🎈🏿": "🎈 🏿", "🏴󠁦󠁲󠁢󠁲󠁥󠁿": "🏴", "🚜‍🌾‍🌽": "🚜 🌾 🌽", "🇪🇳": "a flag for no country or region", "🇿🇿": "a flag for no country or region",
		"🏴󠁧󠁢󠁷󠁬󠁳󠁿": "", "👩‍🌾": "", "🇲🇴": "", "🇪🇺": "", "🏳️‍⚧️": "", "9️⃣": "", "✊🏿": "", "🧔🏽‍♂️": "", "👁️‍🗨️": "", "☎️": "", "👍‍": "",
	} {
		var log diag.List
		src := &diag.Source{Data: []byte("在" + text + "前")}
		runs := []inline.Run{{Text: string(src.Data), Font: &inline.Font{Stack: stack, Size: 10 * unit.Pt}, Place: diag.Place{Source: src, Steps: []diag.Step{{}}}}}
		inline.NewShaper().Prepare(runs, inline.Settings{}, &log)
		got := ""
		for _, d := range log.Items() {
			if d.Code == "emoji-apart" {
				got += d.Span.Text() + d.Message(diag.EN)
			}
		}
		if set == "" && got != "" || set != "" && !(strings.HasPrefix(got, text) && strings.HasSuffix(got, "as one emoji: "+set+" is set")) {
			t.Errorf("%q: %q, want %q", text, got, set)
		}
	}
}
