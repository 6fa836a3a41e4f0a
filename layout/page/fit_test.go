package page

import (
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/fonts/fonttest"
	"jianbao/layout/theme"
)

// style is that of the bulletin with settings on top, all of whose roles have the
// test font.
func style(t *testing.T, set ...content.Setting) *Style {
	t.Helper()
	var log diag.List
	th, err := theme.Loader{}.Load(content.Text{Value: "bulletin"}, set, &log)
	if err != nil || log.HasErrors() {
		t.Fatal(err, log.Items())
	}
	s := NewStyle(th, &fonts.Library{}, "zh-Hans", &log)
	face := fonttest.Face()
	for role := range s.stacks {
		s.stacks[role] = &fonts.Stack{Role: role, Han: []*fonts.Face{face}, Latin: []*fonts.Face{face}}
	}
	return s
}

// TestTightenTitle: the rows of a section's label count among those that stay
// before the title, of which the theme wants some; without a label the blank
// rows alone do.
func TestTightenTitle(t *testing.T) {
	label := content.Text{Value: "栏目"}
	for _, c := range []struct {
		label *content.Text
		least int64 // fit.before
		want  int   // blank rows fewer before the title
	}{
		{&label, 0, 1}, {&label, 1, 1}, {&label, 2, 0}, {&label, 3, 0},
		{nil, 0, 2}, {nil, 1, 1}, {nil, 2, 0},
	} {
		s := style(t, content.Setting{Key: "title.before", Value: int64(2)}, content.Setting{Key: "title.after", Value: int64(0)},
			content.Setting{Key: "section-label.before", Value: int64(0)}, content.Setting{Key: "section-label.after", Value: int64(0)},
			content.Setting{Key: "fit.before", Value: c.least}, content.Setting{Key: "fit.after", Value: int64(0)})
		var log diag.List
		typesetter := NewTypesetter(s, &log)
		text := &content.Paragraph{Inlines: []content.Inline{content.Run{Value: strings.Repeat("一", 2000)}}}
		a := typesetter.Prepare(Input{Article: &content.Article{Title: content.Text{Value: "标题"}, Body: []content.Block{text}}, Label: c.label, Ordinal: 1, Level: 1})
		a.place(0, typesetter)
		f := newFitter(typesetter, a, 0, 1, themeLimits(s.Theme))
		p := f.params
		for f.lessWhite(&p) {
		}
		if p.less != c.want {
			t.Errorf("label %v, fit.before %d: %d rows fewer, want %d", c.label != nil, c.least, p.less, c.want)
		}
	}
}
