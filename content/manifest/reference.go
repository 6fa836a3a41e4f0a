package manifest

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/pattern"
	"jianbao/content/strict"
)

// references holds the names of articles and the links to them. Links may lead to
// articles that are read later.
type references struct {
	articles map[string]*content.Article // by their id; only their ID and Title are set
	ids      []string                    // in the order of the manifest
	links    []idLink
}

// idLink is a link to an id.
type idLink struct {
	id       string
	at       diag.Span
	numbered bool // its text holds 第?页
}

// goodID matches names of articles: what follows # in a link of Markdown needs no
// escapes.
var goodID = pattern.New(`^[^\s\p{Cc}\p{Cf}#%()<>\[\]\\"]+$`)

// idKey is the key of an article's name, to which links lead.
func idKey() field[articleEntry] {
	return ownKey(key.Key{Name: "id", Type: key.Text, Filled: true, Words: "代号 标识", ZH: "文章的代号，不印出来；文章里写 见[第?页](#代号)，就印出它的页码", EN: "name of the article, which is not printed; 见[第?页](#name) in an article prints its page number"}, (*loader).id)
}

func (l *loader) id(t *strict.Table, k *key.Key, a *articleEntry) {
	s, ok := t.Str(k.Name)
	if !ok {
		return
	}
	id := trimmed(content.Text(s))
	switch {
	case allInvisible(id.Value):
		l.log.Add("empty-value", t.ValueSpan(k.Name), dotted(t, k.Name))
	case !goodID().MatchString(id.Value):
		l.log.Add("bad-id", t.ValueSpan(k.Name), id.Value)
	default:
		a.ID = id
	}
}

// define notes the ids of articles.
func (l *loader) define(articles []content.Article) {
	for i := range articles {
		l.references.define(&articles[i], l.log)
	}
}

// define notes the id of an article. One that another article has is an error.
func (r *references) define(a *content.Article, log *diag.List) {
	id := a.ID.Value
	if id == "" {
		return
	}
	if first := r.articles[id]; first != nil {
		log.Add("id-repeated", a.ID.Place.At(0, len(id)), id, first.Title.Joined())
		return
	}
	if r.articles == nil {
		r.articles = map[string]*content.Article{}
	}
	r.articles[id] = &content.Article{ID: a.ID, Title: a.Title}
	r.ids = append(r.ids, id)
}

// check reports links to ids that no article has. A link that stands for no page number
// may lead to a heading or a title by its text.
func (r *references) check(issue *content.Issue, log *diag.List) {
	var named *anchors
	for _, link := range r.links {
		if r.articles[link.id] != nil {
			continue
		}
		if named == nil {
			named = newAnchors(issue)
		}
		if link.numbered || !named.resolve(link) {
			near := diag.Nearest(link.id, r.ids)
			if a := named.titles[anchorName(link.id)]; a != nil {
				near = a.ID.Value
			}
			log.AddFix("id-unknown", link.at, diag.Fix{DidYouMean: near}, link.id)
		}
	}
}

// linkedID returns the id that a link leads to; ok is false if it leads elsewhere.
// Editors of Markdown write Han in links with percent signs.
func linkedID(link string) (id string, ok bool) {
	id, ok = strings.CutPrefix(link, "#")
	if !ok || id == "" {
		return "", false
	}
	if plain, err := url.PathUnescape(id); err == nil && utf8.ValidString(plain) {
		id = plain
	}
	return id, true
}

// pageSign is what stands for a page number in the text of a link, in the first group.
var pageSign = pattern.New(`第[ \x{A0}\x{3000}]*([?？])[ \x{A0}\x{3000}]*页`)

// withPageNumbers returns the text with runs of their own for the signs that stand for
// page numbers: 第?页 in links to articles.
func (m *markdown) withPageNumbers(in []content.Inline) []content.Inline {
	for i := 0; i < len(in); i++ {
		first, ok := in[i].(content.Run)
		if !ok || !strings.HasPrefix(first.Link, "#") {
			continue
		}
		var text strings.Builder
		to := i
		for ; to < len(in); to++ {
			run, ok := in[to].(content.Run)
			if !ok || run.Link != first.Link {
				break
			}
			text.WriteString(run.Value)
		}
		var signs []int // offsets
		for _, at := range pageSign().FindAllStringSubmatchIndex(text.String(), -1) {
			signs = append(signs, at[2])
		}
		if len(signs) > 0 {
			linked := m.numbered(in[i:to], signs)
			in = append(append(in[:i:i], linked...), in[to:]...)
			to = i + len(linked)
		}
		i = to - 1
	}
	return in
}

// numbered returns runs with the signs at some offsets of their text in runs of their
// own. Signs in code, and those that a backslash refuses, stay text.
func (m *markdown) numbered(in []content.Inline, signs []int) []content.Inline {
	var out []content.Inline
	start := 0
	for _, x := range in {
		run := x.(content.Run)
		from := 0
		part := func(to int) content.Run {
			r := run
			r.Value, r.Place = run.Value[from:to], run.Place.Slice(from, to)
			return r
		}
		for len(signs) > 0 && signs[0] < start+len(run.Value) {
			at := signs[0] - start
			signs = signs[1:]
			_, size := utf8.DecodeRuneInString(run.Value[at:])
			if run.Literal || m.escaped(run.Place.At(at, at+size)) {
				continue
			}
			if at > from {
				out = append(out, part(at))
			}
			from = at
			number := part(at + size)
			number.Value, number.PageNumber = content.PageSign, true
			number.Place = signPlace(number.Place, size)
			out = append(out, number)
			from = at + size
		}
		if from < len(run.Value) {
			out = append(out, part(len(run.Value)))
		}
		start += len(run.Value)
	}
	return out
}

// signPlace returns the place of PageSign, which stands for a sign of some bytes.
func signPlace(place diag.Place, size int) diag.Place {
	at := place.At(0, size)
	place.Steps = []diag.Step{{Off: 0, Src: at.Start}}
	for i := size; i < len(content.PageSign); i++ {
		place.Steps = append(place.Steps, diag.Step{Off: i, Src: at.End - 1})
	}
	return place
}
