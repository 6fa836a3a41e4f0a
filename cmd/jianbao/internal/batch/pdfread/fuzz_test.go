package pdfread

import (
	"bytes"
	"fmt"
	"testing"

	"jianbao/layout/pdf/object"
)

// build makes an object of the product's writer from random bytes, and the
// equal one of this package.
func build(r *bytes.Reader, depth int) (object.Object, Object) {
	next := func() int {
		c, err := r.ReadByte()
		if err != nil {
			return 0
		}
		return int(c)
	}
	text := func() []byte {
		b := make([]byte, min(next(), r.Len()))
		r.Read(b)
		return b
	}
	kind := next() % 9
	if depth > 6 && kind > 6 {
		kind = 3
	}
	switch kind {
	case 1:
		return true, true
	case 2:
		n := int64(next())<<40 - int64(next())<<16 + int64(next())
		return object.Int(n), n
	case 3:
		n := next()
		return object.Real(fmt.Sprintf("%d.%d", n-100, next())), nil // compared as text below
	case 4:
		b := bytes.ReplaceAll(text(), []byte{0}, []byte("#"))
		return object.Name(b), Name(b)
	case 5:
		b := text()
		return object.String(b), String(b)
	case 6:
		n := next() + 1
		return object.Ref(n), Ref{n, 0}
	case 7:
		written, want := object.Array{}, Array{}
		for range next() % 6 {
			a, b := build(r, depth+1)
			written, want = append(written, a), append(want, b)
		}
		return written, want
	case 8:
		written, want := object.D(), &Dict{}
		for i := range next() % 6 {
			key := fmt.Sprintf("k%d %s", i, bytes.ReplaceAll(text(), []byte{0}, []byte("(")))
			a, b := build(r, depth+1)
			written.Set(object.Name(key), a)
			want.entries = append(want.entries, Entry{Name(key), b})
		}
		return written, want
	}
	return nil, nil
}

// FuzzObjects checks that the reader reads the writer's objects unchanged.
func FuzzObjects(f *testing.F) {
	f.Add([]byte("\x08\x05\x03abc\x05\x04()\\\r\x07\x04\x02\x01\x02\x03\x04\x03a#b\x06\x01\x01"))
	f.Fuzz(func(t *testing.T, data []byte) {
		written, want := build(bytes.NewReader(data), 0)
		text := object.Append(nil, written, nil)
		r := &reader{data: append(bytes.Clone(text), '\n')}
		got, err := r.object(0)
		if err != nil {
			t.Fatalf("%v of %q", err, text)
		}
		if r.space(); r.pos != len(r.data) {
			t.Errorf("%q: read up to %d", text, r.pos)
		}
		if !same(got, want) {
			t.Errorf("%q: %#v, not %#v", text, got, want)
		}
	})
}

func same(got, want Object) bool {
	switch w := want.(type) {
	case nil:
		_, real := got.(float64) // compared with the writer's text
		return got == nil || real
	case Array:
		g, ok := got.(Array)
		if !ok || len(g) != len(w) {
			return false
		}
		for i := range w {
			if !same(g[i], w[i]) {
				return false
			}
		}
		return true
	case *Dict:
		g, ok := got.(*Dict)
		if !ok || len(g.entries) != len(w.entries) {
			return false
		}
		for i := range w.entries {
			if g.entries[i].Key != w.entries[i].Key || !same(g.entries[i].Value, w.entries[i].Value) {
				return false
			}
		}
		return true
	}
	return got == want
}

// FuzzOpen checks for arbitrary bytes that reading ends within the limits and
// is deterministic, and that only files with PDF's header and end are opened.
func FuzzOpen(f *testing.F) {
	for _, compact := range []bool{false, true} {
		f.Add(written(f, 3, compact))
	}
	f.Add(withTable("/XRefStm 20/Prev 9", catalog, "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page>>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<20 {
			return
		}
		summarize := func() string {
			file, err := Open(data)
			if err != nil {
				return kindError(t, err)
			}
			if !bytes.HasPrefix(data, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimRight(data, "\r\n"), []byte("%%EOF")) {
				t.Fatal("a file that is not a PDF was opened")
			}
			objects, err := all(file)
			text := fmt.Sprint(objects, " ", kindError(t, err))
			pages, err := file.Pages()
			if pages > file.Numbers() {
				t.Errorf("%d pages of %d objects", pages, file.Numbers())
			}
			if file.spent > maxUnpacked+1<<16 {
				t.Errorf("%d bytes were unpacked", file.spent)
			}
			return fmt.Sprint(text, " ", pages, " ", kindError(t, err))
		}
		if a, b := summarize(), summarize(); a != b {
			t.Errorf("first %s, then %s", a, b)
		}
	})
}

func kindError(t *testing.T, err error) string {
	if err == nil {
		return ""
	}
	kindOf(t, err)
	return err.Error()
}
