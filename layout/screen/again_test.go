package screen

import (
	"bytes"
	"reflect"
	"testing"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// TestAgain: a page on which something has changed is described as by a book that has not
// described it before, whatever field of a line has changed.
func TestAgain(t *testing.T) {
	face := fonts.Bundled().Faces()[0].Face
	glyphs := func(runes ...rune) []frame.Glyph {
		var list []frame.Glyph
		for i, r := range runes {
			id, _ := face.GID(r)
			list = append(list, frame.Glyph{Face: face, ID: id, X: unit.Abs(i) * 10 * unit.Pt, Size: 10 * unit.Pt})
		}
		return list
	}
	source, other := &diag.Source{Path: "a"}, &diag.Source{Path: "b"}
	name := func(s *diag.Source) string { return s.Path }
	line := func(x unit.Abs) *frame.Line {
		return &frame.Line{X: x, Y: unit.Pt, Width: 20 * unit.Pt, Size: 10 * unit.Pt, Text: "甲乙", Glyphs: glyphs('甲', '乙'),
			Place: diag.Span{Source: source, Start: 3, End: 9}, Origins: []int32{3, 6}}
	}
	rule := &frame.Rule{Width: unit.Pt, Height: unit.Pt}
	first, second := line(0), line(30*unit.Pt)
	page := func(items ...frame.Item) *frame.Document {
		return &frame.Document{Pages: []frame.Page{{Width: 100 * unit.Pt, Height: 100 * unit.Pt, Items: items}}}
	}
	changes := []*frame.Document{
		page(first, rule, second), page(first, second), page(first), page(rule, rule, rule, first), page(line(0), rule, second),
	}
	for i := range reflect.TypeFor[frame.Line]().NumField() {
		changed := *second
		switch f := reflect.ValueOf(&changed).Elem().Field(i); f.Interface().(type) {
		case *frame.Ink:
			changed.Ink = &frame.Ink{RGB: [3]uint8{1, 2, 3}}
		case []frame.Glyph:
			changed.Glyphs = glyphs('乙', '甲')
		case []frame.Ruby:
			changed.Rubies = []frame.Ruby{{Size: unit.Pt, Glyphs: glyphs('丙')}}
		case []frame.Decoration:
			changed.Decorations = []frame.Decoration{{Marks: []frame.Mark{{Width: unit.Pt, Height: unit.Pt}}}}
		case diag.Span:
			changed.Place = diag.Span{Source: other, Start: 1, End: 2}
		case []int32:
			changed.Origins = []int32{4, -1}
		default:
			switch f.Kind() {
			case reflect.Bool:
				f.SetBool(true)
			case reflect.Int, reflect.Int64:
				f.SetInt(f.Int() + int64(unit.Pt))
			case reflect.String:
				f.SetString("丁")
			case reflect.Pointer:
				f.Set(reflect.New(f.Type().Elem()))
			case reflect.Slice:
				f.Set(reflect.MakeSlice(f.Type(), 1, 1))
			case reflect.Struct: // of numbers
			default:
				t.Fatalf("%s is of a kind that this test does not know", f.Type())
			}
		}
		changes = append(changes, page(first, rule, &changed), page(first, rule, second))
	}
	without := *second
	without.Place, without.Origins = diag.Span{}, nil
	changes = append(changes, page(first, rule, &without), page(first, rule, second))
	b := NewBook()
	for i, doc := range changes {
		got, want := b.Pages(doc, name)[0], b.Page(&doc.Pages[0], name)
		if got.Hash != want.Hash || !bytes.Equal(got.JSON, want.JSON) {
			t.Errorf("%d:\n%s\nanew\n%s", i, got.JSON, want.JSON)
		}
	}
}
