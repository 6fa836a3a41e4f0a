package object

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"os"
)

// small is a file as fpdf writes it.
const small = "%PDF-1.3\n" +
	"1 0 obj\n<</Type /Pages\n/Kids [3 0 R ]\n/Count 1\n/MediaBox [0 0 595.28 841.89]\n>>\nendobj\n" +
	"2 0 obj\n<<\n/ProcSet [/PDF /Text]\n>>\nendobj\n" +
	"3 0 obj\n<</Type /Page\n/Parent 1 0 R\n/Resources 2 0 R\n/Contents 4 0 R>>\nendobj\n" +
	"4 0 obj\n<</Length 8>>\nstream\n0 J\n0 j\n\nendstream\nendobj\n" +
	"5 0 obj\n<<\n/Producer (F\\(P\\)DF)\n/Title <FEFF4FDD>\n>>\nendobj\n" +
	"6 0 obj\n<<\n/Type /Catalog\n/Pages 1 0 R\n/A#20B true\n/N -.5\n>>\nendobj\n"

// withTable adds a cross-reference table to objects.
func withTable(body string) []byte {
	var offsets []int
	for n := 1; ; n++ {
		i := strings.Index(body, fmt.Sprintf("%d 0 obj\n", n))
		if i < 0 {
			break
		}
		offsets = append(offsets, i)
	}
	var b strings.Builder
	b.WriteString(body)
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, off := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", off)
	}
	fmt.Fprintf(&b, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, len(offsets), len(offsets)-1, len(body))
	return []byte(b.String())
}

func TestParse(t *testing.T) {
	f, err := Parse(withTable(small))
	if err != nil {
		t.Fatal(err)
	}
	catalog := f.Dict(f.Trailer.Get("Root"))
	if got := catalog.Get("A B"); got != true {
		t.Errorf("escaped name: %v", got)
	}
	if got := catalog.Get("N"); got != Real("-0.5") {
		t.Errorf("number: %v", got)
	}
	info := f.Dict(f.Trailer.Get("Info"))
	if got := info.Get("Producer"); got != String("F(P)DF") {
		t.Errorf("string: %q", got)
	}
	if got := info.Get("Title"); got != String("\xfe\xff\x4f\xdd") {
		t.Errorf("hexadecimal string: %q", got)
	}
	page := f.Dict(f.Dict(catalog.Get("Pages")).Get("Kids").(Array)[0])
	content, ok := f.Resolve(page.Get("Contents")).(*Stream)
	if !ok || string(content.Data) != "0 J\n0 j\n" {
		t.Errorf("content: %v", content)
	}
}

func TestParseErrors(t *testing.T) {
	good := string(withTable(small))
	for name, file := range map[string]string{
		"empty":             "",
		"no startxref":      strings.Replace(good, "startxref", "startxxxx", 1),
		"table elsewhere":   strings.Replace(good, "startxref\n", "startxref\n9", 1),
		"huge table":        strings.Replace(good, "xref\n0 7", "xref\n0 99999999", 1),
		"wrong object":      strings.Replace(good, "5 0 obj", "7 0 obj", 1),
		"stream too long":   strings.Replace(good, "/Length 8", "/Length 9999", 1),
		"stream too short":  strings.Replace(good, "/Length 8", "/Length 3", 1),
		"open dictionary":   strings.Replace(good, "/N -.5\n>>", "/N -.5\n", 1),
		"open string":       strings.Replace(good, "DF)", "DF", 1),
		"encrypted":         strings.Replace(good, "/Size", "/Encrypt 2 0 R /Size", 1),
		"updated":           strings.Replace(good, "/Size", "/Prev 12 /Size", 1),
		"nested too deep":   string(withTable(strings.Replace(small, "/N -.5", "/N "+strings.Repeat("[", 200)+strings.Repeat("]", 200), 1))),
		"a word, no object": strings.Replace(good, "true", "what", 1),
	} {
		var syntax *SyntaxError
		if _, err := Parse([]byte(file)); !errors.As(err, &syntax) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestWriteDropsAndRenumbers(t *testing.T) {
	f := New()
	f.Add(D("Unused", true))
	leaf := f.Add(Array{Int(1), Real("2.5"), nil, Ref(99)})
	root := f.Add(D("Type", Name("Catalog"), "Leaf", leaf))
	f.Trailer.Set("Root", root)
	got, err := f.Write(Form{Version: "1.4"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"%PDF-1.4\n", "1 0 obj\n<</Type/Catalog/Leaf 2 0 R>>\nendobj", "2 0 obj\n[1 2.5 null null]\nendobj", "/Size 3/Root 1 0 R/ID[<"} {
		if !bytes.Contains(got, []byte(want)) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if bytes.Contains(got, []byte("Unused")) {
		t.Error("an object that nothing refers to was written")
	}
}

func TestDeflateIsTheSameForAnyWorkers(t *testing.T) {
	long := make([]byte, 3*chunkSize+17)
	for i := range long {
		long[i] = byte(i * i >> 7)
	}
	data := [][]byte{long, {}, []byte("short"), long[:chunkSize]}
	want, err := deflateAll(data, new(Deflaters), 9, 1)
	if err != nil {
		t.Fatal(err)
	}
	for workers := 2; workers < 6; workers++ {
		if got, err := deflateAll(data, new(Deflaters), 9, workers); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%d workers: other bytes (%v)", workers, err)
		}
	}
	for i, plain := range data {
		r, err := zlib.NewReader(bytes.NewReader(Join(want[i])))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("stream %d does not inflate to what it was: %v", i, err)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]String{
		"plain ()\\": "plain ()\\",
		"保":          "\xfe\xff\x4f\xdd",
		"𬬱":          "\xfe\xff\xd8\x72\xdf\x31",
		"\x01":       "\xfe\xff\x00\x01",
	} {
		if got := Text(in); got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestBothForms writes more objects than fit one object stream, packed and not,
// and has qpdf look at both.
func TestBothForms(t *testing.T) {
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Skip("needs qpdf")
	}
	f, err := Parse(withTable(small))
	if err != nil {
		t.Fatal(err)
	}
	var many Array
	for i := range 3 * packed {
		many = append(many, f.Add(D("I", Int(i))))
	}
	f.Dict(f.Trailer.Get("Root")).Set("Many", f.Add(many))
	for _, form := range []Form{{Version: "1.4"}, {Version: "1.7", Compact: true}} {
		b, err := f.Write(form)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "f.pdf")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("qpdf", "--check", path).CombinedOutput()
		if err != nil || bytes.Contains(out, []byte("WARNING")) {
			t.Errorf("%+v: %v\n%s", form, err, out)
		}
	}
}

// equal compares what two files' trailers lead to, whatever the numbers.
func equal(f, g *File, a, b Object, seen map[[2]Ref]bool) bool {
	if r, ok := a.(Ref); ok {
		s, ok := b.(Ref)
		if !ok {
			return f.Resolve(a) == nil && b == nil
		}
		if seen[[2]Ref{r, s}] {
			return true
		}
		seen[[2]Ref{r, s}] = true
		return equal(f, g, f.at(r), g.at(s), seen)
	}
	switch v := a.(type) {
	case Array:
		w, ok := b.(Array)
		if !ok || len(v) != len(w) {
			return false
		}
		for i := range v {
			if !equal(f, g, v[i], w[i], seen) {
				return false
			}
		}
		return true
	case *Dict:
		w, ok := b.(*Dict)
		if !ok {
			return false
		}
		have := 0
		for i := range v.Len() {
			key, value := v.At(i)
			if r, ok := value.(Ref); ok && f.at(r) == nil {
				continue // written as null, which is no entry
			}
			have++
			if !equal(f, g, value, w.Get(key), seen) {
				return false
			}
		}
		return have == w.Len()
	case *Stream:
		w, ok := b.(*Stream)
		if !ok || !equal(f, g, v.Dict, w.Dict, seen) {
			return false
		}
		return bytes.Equal(v.Data, w.Data)
	}
	return reflect.DeepEqual(a, b)
}

func (f *File) at(r Ref) Object {
	if r <= 0 || int(r) >= len(f.objects) {
		return nil
	}
	return f.objects[r]
}

// FuzzParse: nothing makes the reader panic, and what it reads it reads again
// from what the writer makes of it.
func FuzzParse(f *testing.F) {
	f.Add(withTable(small))
	f.Add(withTable(strings.ReplaceAll(small, "/N -.5", "/N [1 0 R(\\053\\\r\n\\q)<4>/ /#41 null +7]")))
	f.Fuzz(func(t *testing.T, data []byte) {
		one, err := Parse(data)
		if err != nil {
			return
		}
		for _, o := range one.objects {
			if s, ok := o.(*Stream); ok {
				s.Plain = true // compare the data itself
			}
		}
		written, err := one.Write(Form{Version: "1.7"})
		if err != nil {
			return // no Root
		}
		two, err := Parse(written)
		if err != nil {
			t.Fatalf("cannot read what was written: %v\n%s", err, written)
		}
		for _, key := range []Name{"Root", "Info"} {
			a, isRef := one.Trailer.Get(key).(Ref)
			if isRef && !equal(one, two, a, two.Trailer.Get(key), map[[2]Ref]bool{}) {
				t.Fatalf("%s differs after writing\n%s", key, written)
			}
		}
		for _, o := range two.objects {
			if s, ok := o.(*Stream); ok {
				s.Plain = true
			}
		}
		again, err := two.Write(Form{Version: "1.7"})
		if err != nil || !bytes.Equal(again, written) {
			t.Fatalf("the second writing differs: %v", err)
		}
		if _, err := one.Write(Form{Version: "1.7", Compact: true, Workers: 1}); err != nil {
			t.Fatal(err)
		}
	})
}
