package edition

import (
	"reflect"
	"slices"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/parts"
	"jianbao/content/proof"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/theme"
)

// Memo keeps what the last edition of an issue was made of, for the next one: articles
// whose files have not changed are not read, checked and typeset again, and pages on which
// nothing has changed are those of the last edition. The result is the same as without.
//
// It holds what one edition needs and no more: the texts, warnings, lines and pages of
// one issue. A caller that makes editions of an issue again and again has one for each
// issue. Editions made with a memo share memory, which must not be changed. The zero value
// holds nothing yet. It is not safe for concurrent use.
type Memo struct {
	manifest manifest.Memo
	theme    memoTheme
	library  memoLibrary
	parts    parts.Memo
	proof    proof.Memo
	layout   layout.Memo
	places   memoPlaces
}

// of returns what a stage keeps; nil if there is no memo.
func of[T any](m *Memo, stage func(*Memo) *T) *T {
	if m == nil {
		return nil
	}
	return stage(m)
}

// memoTheme is a theme with all that it depends on.
type memoTheme struct {
	style    content.Style // of the manifest, which has the theme's name and settings
	shared   *diag.Source  // as style
	chosen   string
	set      []Setting
	files    []themeFile
	theme    *theme.Theme // nil: none is kept
	findings diag.List
}

// sameStyle reports whether two manifests have the same [style], at the same place of a
// source.
func sameStyle(a, b *content.Style) bool {
	return a.Theme.Equal(&b.Theme) && a.Dir == b.Dir && slices.Equal(a.Fonts, b.Fonts) &&
		slices.EqualFunc(a.Set, b.Set, func(a, b content.Setting) bool {
			return a.Key == b.Key && a.Span == b.Span && a.Name == b.Name && a.Dir == b.Dir && reflect.DeepEqual(a.Value, b.Value)
		})
}

// holds reports whether the theme is that of an edition which is being read.
func (m *memoTheme) holds(r *reading) bool {
	if m.theme == nil || !sameStyle(&m.style, &r.Issue.Style) || m.shared != r.shared() || m.chosen != r.chosen.Theme || !slices.Equal(m.set, r.chosen.Set) {
		return false
	}
	for _, f := range m.files {
		data, err := r.from.Read(manifest.KindTheme, f.name, maxThemeSize)
		if err != nil || string(data) != string(f.data) {
			return false
		}
	}
	return true
}

// loadTheme reads the theme, unless it is the last one.
func (r *reading) loadTheme() bool {
	if r.memo == nil {
		return r.theme(r.chosen)
	}
	m := &r.memo.theme
	if m.holds(r) {
		for _, f := range m.files {
			r.inputs = append(r.inputs, f.name)
		}
		r.Theme, r.themes = m.theme, slices.Clone(m.files)
		r.log.Join(&m.findings)
		return true
	}
	*m = memoTheme{style: r.Issue.Style, shared: r.shared(), chosen: r.chosen.Theme, set: r.chosen.Set}
	log, inputs := r.log, len(r.inputs)
	r.log = &m.findings
	ok := r.theme(r.chosen)
	r.log = log
	r.log.Join(&m.findings)
	if ok && len(r.inputs)-inputs == len(r.themes) { // all files could be read
		m.theme, m.files = r.Theme, slices.Clone(r.themes)
	}
	return ok
}

// shared returns the source of publication.toml; nil: there is none.
func (r *reading) shared() *diag.Source {
	if r.Issue.Shared == nil {
		return nil
	}
	return r.Issue.Shared.Source
}

// memoLibrary is a library with the faces that were added to it.
type memoLibrary struct {
	library *fonts.Library // nil: none is kept
	given   []givenFace
}

// shareLibrary replaces the library by the last one if the same faces were added to that,
// so that what was typeset with it can be used again.
func (r *reading) shareLibrary() {
	if r.memo == nil || len(r.given) == 0 {
		return
	}
	m := &r.memo.library
	same := func(a, b givenFace) bool { return a.face == b.face && a.Name == b.Name && a.Path == b.Path }
	if m.library != nil && slices.EqualFunc(m.given, r.given, same) {
		r.Library = m.library
		return
	}
	*m = memoLibrary{library: r.Library, given: slices.Clone(r.given)}
}
