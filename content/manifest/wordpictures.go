package manifest

import (
	"slices"

	"jianbao/content"
	"jianbao/content/key"
	"jianbao/content/strict"
)

func (l *loader) pictureOrdinal(t *strict.Table, k *key.Key, p *pictureEntry) {
	if n, ok := t.Int(k.Name, int64(k.Min), int64(k.Max)); ok {
		p.of = int(n)
	}
}

// pictureOf keeps what the manifest says about a picture of the article's document.
func (l *loader) pictureOf(a *articleEntry, p *pictureEntry) {
	if p.at.Has("file") {
		l.log.Add("picture-of-key", p.at.KeySpan("file"), "file")
	}
	if p.at.Has("qr") {
		l.log.Add("picture-of-key", p.at.KeySpan("qr"), "qr")
	}
	if p.at.Has("after") {
		l.log.Add("picture-of-key", p.at.KeySpan("after"), "after")
	}
	if p.of == 0 {
		return // reported
	}
	if slices.ContainsFunc(a.pictures, func(other pictureEntry) bool { return other.of == p.of }) {
		l.log.Add("picture-of-twice", p.at.ValueSpan("of"), p.of)
		return
	}
	l.alternative(p.at, &p.Picture)
	a.pictures = append(a.pictures, *p)
}

// skipped returns the ordinals of the pictures that are left out.
func skipped(list []pictureEntry) map[int]bool {
	out := map[int]bool{}
	for i := range list {
		if list[i].skip {
			out[list[i].of] = true
		}
	}
	return out
}

// describePictures gives the pictures of a document what the manifest says about them.
func (l *loader) describePictures(a *articleEntry) {
	for i := range a.pictures {
		e := &a.pictures[i]
		if e.of > len(a.word.Pictures) {
			l.log.Add("picture-of", e.at.ValueSpan("of"), e.of, len(a.word.Pictures))
			continue
		}
		p := a.word.Pictures[e.of-1]
		if p == nil {
			continue // left out, or reported
		}
		if e.at.Has("alt") {
			p.Alt = e.Alt
		}
		if e.at.Has("caption") {
			p.Caption = e.Caption
		}
		if e.at.Has("credit") {
			p.Credit = e.Credit
		}
		if e.at.Has("decorative") {
			if p.Decorative = e.Decorative; p.Decorative {
				p.Alt = content.Text{}
			}
		}
		if e.at.Has("width") || e.at.Has("place") {
			p.Width, p.Place = e.Width, e.Place
			alone(p, a.word.Blocks)
		}
	}
}

// alone takes a picture, which has a width or a place of its own, out of the row of
// pictures in which the document has it.
func alone(p *content.Picture, blocks []content.Block) {
	for i, b := range blocks {
		first, ok := b.(*content.Picture)
		if !ok || first.Row == 0 {
			continue
		}
		for _, other := range blocks[i:min(i+first.Row, len(blocks))] {
			if other == content.Block(p) {
				first.Row = 0
				return
			}
		}
	}
}
