package manifest

import (
	"cmp"
	"math"
	"slices"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/strict"
)

// position is where a picture or table of the manifest stands in its article.
type position struct {
	given bool  // after is given
	after int64 // number of paragraphs before it
	at    diag.Span
}

// float is a picture or table of the manifest.
type float struct {
	position
	block content.Block
	entry int // offset of its entry in the manifest
}

// afterKey reads the paragraph after which a picture or table is placed. The number of
// paragraphs is not known yet.
func afterKey[T any](at func(*T) *position) field[T] {
	k := key.Key{Name: "after", Type: key.Int, Max: key.Unbounded, Unit: key.Paragraphs, ZH: "排在第几段之后；0 是文章开头；不写就在末尾", EN: "after which paragraph; 0: at the beginning; at the end if not given"}
	return ownKey(k, func(_ *loader, t *strict.Table, k *key.Key, into *T) {
		p := at(into)
		p.after, p.given = t.Int(k.Name, math.MinInt64, math.MaxInt64)
		p.at = t.ValueSpan(k.Name)
	})
}

// placeKey reads where on its page a picture or table is placed.
func placeKey[T any](at func(*T) *content.Place) field[T] {
	k := key.Key{Name: "place", Values: []string{"here", "top", "bottom", "page"}, Default: `"here"`, Words: "位置", ZH: "排在原处、页首、页脚，或单独一页", EN: "in the text, at the head or foot of a page, or on its own page"}
	return wordKey(k, func(into *T, word string) {
		*at(into) = map[string]content.Place{"top": content.PlaceTop, "bottom": content.PlaceBottom, "page": content.PlacePage}[word]
	})
}

// place inserts an article's pictures and tables into its body. Those at the same
// place keep the order of their entries.
func (l *loader) place(body []content.Block, floats []float) []content.Block {
	if len(floats) == 0 {
		return body
	}
	var ends []int // of body, after each paragraph
	for i, b := range body {
		if _, ok := b.(*content.Paragraph); ok {
			ends = append(ends, i+1)
		}
	}
	type placed struct {
		float
		at int
	}
	all := make([]placed, len(floats))
	for i, f := range floats {
		all[i] = placed{f, len(body)}
		switch n := f.after; {
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
