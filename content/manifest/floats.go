package manifest

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/strict"
)

// position is where a picture or table of the manifest stands in its article.
type position struct {
	given bool   // after is given
	after int64  // number of paragraphs before it
	text  string // with which the paragraph before it begins; empty: after holds
	at    diag.Span
}

// float is a picture or table of the manifest.
type float struct {
	position
	block content.Block
	entry int // offset of its entry in the manifest
}

// afterKey reads the paragraph after which a picture or table is placed: its number
// or the text that it begins with. The paragraphs are not known yet.
func afterKey[T any](at func(*T) *position) field[T] {
	k := key.Key{Name: "after", Type: key.Number, Max: key.Unbounded, Unit: key.Paragraphs, Filled: true, ZH: "排在第几段之后，或那一段开头的几个字；0 是文章开头；不写就在末尾", EN: "after which paragraph: its number, or the text that it begins with; 0: at the beginning; at the end if not given"}
	return ownKey(k, func(l *loader, t *strict.Table, k *key.Key, into *T) {
		p := at(into)
		p.at = t.ValueSpan(k.Name)
		v := t.Value(k.Name)
		if v == nil {
			return
		}
		text, isText := v.Str()
		if v.Kind() == strict.KindInt || isText && !strings.ContainsFunc(text.Value, func(r rune) bool { return !unicode.IsDigit(r) }) && text.Value != "" {
			p.after, p.given = t.Int(k.Name, math.MinInt64, math.MaxInt64) // a number in quotes is none
		} else if s, ok := t.Str(k.Name); ok {
			l.filled(t, k, s)
			p.text = beginning(s.Value)
			p.given = p.text != ""
		}
	})
}

// placeKey reads where on its page a picture or table is placed.
func placeKey[T any](at func(*T) *content.Place) field[T] {
	k := key.Key{Name: "place", Values: []string{"here", "top", "bottom", "page"}, Default: `"here"`, Words: "位置", ZH: "排在原处、页首、页脚，或单独一页", EN: "in the text, at the head or foot of a page, or on its own page"}
	return wordKey(k, func(into *T, word string) { *at(into) = pagePlace(word) })
}

// picturePlaceKey is placeKey for pictures, which may also stand beside text.
func picturePlaceKey() field[pictureEntry] {
	k := key.Key{Name: "place", Values: []string{"here", "top", "bottom", "page", "left", "right"}, Default: `"here"`, Words: "位置", ZH: "排在原处、页首、页脚、单独一页，或者靠左、靠右，后面的文字排在旁边", EN: "in the text, at the head or foot of a page, on its own page, or at the left or right with the text after it beside it"}
	return wordKey(k, func(into *pictureEntry, word string) { into.Place = pagePlace(word) })
}

func pagePlace(word string) content.Place {
	return map[string]content.Place{"top": content.PlaceTop, "bottom": content.PlaceBottom, "page": content.PlacePage,
		"left": content.PlaceLeft, "right": content.PlaceRight}[word]
}

// place inserts an article's pictures and tables into its body. Those at the same
// place keep the order of their entries.
func (l *loader) place(body []content.Block, floats []float) []content.Block {
	if len(floats) == 0 {
		return body
	}
	var ends []int // of body, after each paragraph
	var begin []string
	for i, b := range body {
		if p, ok := b.(*content.Paragraph); ok {
			ends = append(ends, i+1)
			begin = append(begin, beginning(flatText(p.Inlines)))
		}
	}
	type placed struct {
		float
		at int
	}
	all := make([]placed, len(floats))
	for i, f := range floats {
		all[i] = placed{f, len(body)}
		n := f.after
		if f.text != "" {
			if n = l.paragraphBeginning(f.position, begin); n < 0 {
				continue
			}
		}
		switch {
		case !f.given:
		case n == 0:
			all[i].at = 0
		case n > 0 && n <= int64(len(ends)):
			all[i].at = ends[n-1]
		case len(body) > 0 || n < 0: // otherwise the text could not be read
			l.log.Add("picture-after", f.position.at, n, len(ends))
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.entry, b.entry)) })
	out := make([]content.Block, 0, len(body)+len(all))
	from := 0
	for _, p := range all {
		out = append(append(out, body[from:p.at]...), p.block)
		from = p.at
	}
	return append(out, body[from:]...)
}

// beginning returns a text as paragraphs are compared with it: without blanks and
// invisible characters.
func beginning(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || invisible(r) {
			return -1
		}
		return r
	}, s)
}

// paragraphBeginning returns the number, from 1, of the only paragraph that begins
// as a position says; -1 if there is none or several, which is reported. Begin
// holds the paragraphs.
func (l *loader) paragraphBeginning(p position, begin []string) int64 {
	var found []int
	for i, s := range begin {
		if strings.HasPrefix(s, p.text) {
			found = append(found, i+1)
		}
	}
	switch {
	case len(found) == 1:
		return int64(found[0])
	case len(found) > 1:
		l.log.Add("after-ambiguous", p.at, p.text, len(found), found[0], found[1])
	case len(begin) > 0: // otherwise the text could not be read
		var fix diag.Fix
		n := utf8.RuneCountInString(p.text)
		var options []string
		for _, s := range begin {
			if r := []rune(s); len(r) > 0 {
				options = append(options, string(r[:min(n, len(r))]))
			}
		}
		fix.DidYouMean = diag.Nearest(p.text, options)
		l.log.AddFix("after-none", p.at, fix, p.text)
	}
	return -1
}
