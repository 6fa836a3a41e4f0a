package content

import (
	"reflect"
	"testing"

	"jianbao/content/diag"
)

// A copy of an article is identical to it; an article that differs in any field, or has
// equal memory elsewhere, is not.
func TestIdentical(t *testing.T) {
	src := &diag.Source{}
	place := diag.Place{Source: src, Steps: []diag.Step{{}}}
	a := Article{Title: Text{"甲", place}, Authors: []Text{{"乙", place}}, Body: []Block{&Paragraph{}}, File: src, Attached: &Attached{}}
	b := a
	if !a.Identical(&b) || !a.Identical(&a) {
		t.Error("a copy is not identical")
	}
	v := reflect.ValueOf(&b).Elem()
	for i := range v.NumField() {
		b = a
		switch f := v.Field(i); f.Kind() {
		case reflect.Bool:
			f.SetBool(!f.Bool())
		case reflect.Int:
			f.SetInt(f.Int() + 1)
		case reflect.Uint8:
			f.SetUint(f.Uint() + 1)
		case reflect.Pointer:
			f.Set(reflect.New(f.Type().Elem()))
		case reflect.Slice:
			f.Set(reflect.MakeSlice(f.Type(), max(1, f.Len()), max(1, f.Len())))
		case reflect.Struct:
			switch f.Addr().Interface().(type) {
			case *Text:
				f.Addr().Interface().(*Text).Place = diag.Place{Source: src, Steps: []diag.Step{{}}}
				if f.Interface().(Text).Value == "" {
					f.Addr().Interface().(*Text).Value = "丙"
				}
			case *diag.Span:
				f.Addr().Interface().(*diag.Span).End++
			}
		default:
			t.Fatalf("%s is of a kind that this test does not know", v.Type().Field(i).Name)
		}
		if a.Identical(&b) {
			t.Errorf("identical although %s differs", v.Type().Field(i).Name)
		}
	}
}
