package pdfread

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"jianbao/layout/pdf/object"
)

// written returns a file with n pages of the product's writer, with or without
// object streams.
func written(t testing.TB, n int, compact bool) []byte {
	t.Helper()
	f := object.New()
	pages := object.D("Type", object.Name("Pages"), "Count", object.Int(n))
	root := f.Add(pages)
	kids := object.Array{}
	for i := range n {
		content := f.Add(&object.Stream{Dict: object.D(), Data: bytes.Repeat(fmt.Appendf(nil, "%d 0 m ", i), 100)})
		kids = append(kids, f.Add(object.D("Type", object.Name("Page"), "Parent", root, "Contents", content)))
	}
	pages.Set("Kids", kids)
	f.Trailer.Set("Root", f.Add(object.D("Type", object.Name("Catalog"), "Pages", root)))
	f.Trailer.Set("Info", f.Add(object.D("Title", object.Text("简报"), "Author", object.String("a(b\\)"))))
	form := object.Form{Version: "1.4"}
	if compact {
		form = object.Form{Version: "1.7", Compact: true}
	}
	data, err := f.Write(form)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// all reads every object of a file and unpacks every stream.
func all(f *File) (objects int, err error) {
	for n := range f.Numbers() {
		o, err := f.Load(n)
		if s, ok := o.(*Stream); ok && err == nil {
			err = f.Test(s)
		}
		if err != nil {
			return objects, err
		}
		if _, ok := o.(Ref); ok {
			return objects, fmt.Errorf("object %d is a reference", n)
		}
		if o != nil {
			objects++
		}
	}
	return objects, nil
}

func kindOf(t *testing.T, err error) Kind {
	t.Helper()
	var e *Error
	if err == nil {
		return -1
	}
	if !errors.As(err, &e) {
		t.Fatalf("an error of another type: %v", err)
	}
	if e.Error() == "" || e.At < 0 {
		t.Errorf("%+v", e)
	}
	return e.Kind
}

func TestOwnFiles(t *testing.T) {
	for _, compact := range []bool{false, true} {
		f, err := Open(written(t, 700, compact))
		if err != nil {
			t.Fatal(err)
		}
		if n, err := all(f); err != nil || n < 1400 {
			t.Errorf("%d objects, %v", n, err)
		}
		if n, err := f.Pages(); n != 700 || err != nil {
			t.Errorf("%d pages, %v", n, err)
		}
		info, err := f.Dict(f.Trailer.Get("Info"))
		if err != nil || info.Get("Title").(String).Text() != "简报" || info.Get("Author") != String("a(b\\)") {
			t.Errorf("%v %v", info, err)
		}
	}
}

// TestFilesOfOtherPrograms reads files written by other programs.
func TestFilesOfOtherPrograms(t *testing.T) {
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Skip("needs qpdf")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, written(t, 30, true), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"linear":       {"--linearize"},
		"packed":       {"--object-streams=generate"},
		"plain":        {"--object-streams=disable", "--stream-data=uncompress", "--qdf"},
		"hybrid order": {"--object-streams=preserve", "--newline-before-endstream"},
		"recompressed": {"--recompress-flate", "--compression-level=9"},
		"new version":  {"--force-version=2.0"},
	} {
		out := filepath.Join(dir, "out.pdf")
		if text, err := exec.Command("qpdf", append(args, in, out)...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Open(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, err := all(f); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if n, err := f.Pages(); n != 30 || err != nil {
			t.Errorf("%s: %d pages, %v", name, n, err)
		}
	}
	out := filepath.Join(dir, "out.pdf")
	if text, err := exec.Command("qpdf", "--encrypt", "", "x", "256", "--", in, out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if f, err := Open(data); err != nil || !f.Encrypted() {
		t.Errorf("an encrypted file: %v", err)
	}
}

// TestTruncated checks that a file truncated at any byte is rejected.
func TestTruncated(t *testing.T) {
	for _, compact := range []bool{false, true} {
		data := written(t, 2, compact)
		for n := range len(data) - 2 {
			if _, err := Open(data[:n]); err == nil {
				t.Fatalf("compact %v: %d of %d bytes were taken", compact, n, len(data))
			}
		}
	}
}

// TestChangedBytes checks that a change of any byte of a stream or of the table is
// detected. Only padding bits have no meaning: before a stored block of a zlib
// stream, and after its last block.
func TestChangedBytes(t *testing.T) {
	data := written(t, 1, true)
	content := func(f *File, err error) (all []byte) {
		if err != nil {
			return nil
		}
		for n := range f.Numbers() {
			o, err := f.Load(n)
			if s, ok := o.(*Stream); ok && err == nil {
				var b []byte
				b, err = f.unpack(s)
				all = append(all, b...)
			}
			if err != nil {
				return nil
			}
		}
		return all
	}
	want := content(Open(data))
	end := []byte("\nendstream")
	streams := 0
	for at := 0; ; {
		from := bytes.Index(data[at:], []byte(">>stream\n"))
		if from < 0 {
			break
		}
		from += at + len(">>stream\n")
		at = from + bytes.Index(data[from:], end)
		streams++
		silent := 0
		for i := from; i < at; i++ {
			spoilt := bytes.Clone(data)
			spoilt[i] ^= 0x10
			if got := content(Open(spoilt)); got != nil {
				if silent++; !bytes.Equal(got, want) {
					t.Errorf("a change of byte %d was not detected", i)
				}
			}
		}
		most := 1
		if data[from+2]>>1&3 == 0 { // its block is stored
			most = 2
		}
		if silent > most {
			t.Errorf("%d bytes of a stream have no effect", silent)
		}
	}
	if streams < 2 {
		t.Errorf("%d streams were tried", streams)
	}
}

// withTable returns a file of objects, numbered from 1, with their
// cross-reference table.
func withTable(trailer string, objects ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	table := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&b, "%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", table, len(objects)+1, trailer, b.Len())
	return []byte(b.String())
}

const catalog = "<</Type/Catalog/Pages 2 0 R>>"

func TestRefused(t *testing.T) {
	valid := string(withTable("", catalog, "<</Type/Pages/Kids[]/Count 0>>"))
	loop := func(at int) string { // a table whose Prev refers to itself
		return strings.Replace(valid, "/Root 1 0 R", fmt.Sprintf("/Root 1 0 R/Prev %d", at), 1)
	}
	bomb := func(dict string, unpacked int64) string {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		zeros := make([]byte, 1<<20)
		for range unpacked >> 20 {
			z.Write(zeros)
		}
		z.Close()
		return fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream", dict, b.Len(), b.Bytes())
	}
	for _, c := range []struct {
		what string
		data string
		want Kind
	}{
		{"nothing", "", Header},
		{"something before", "\n" + valid, Header},
		{"no version", strings.Replace(valid, "%PDF-1.7", "%PDF-x.y", 1), Header},
		{"something after", valid + "x\n%%EOF x", End},
		{"lines after", valid + "\n\n\n", End},
		{"no startxref", strings.Replace(valid, "startxref", "startxxxx", 1), StartXRef},
		{"no number", strings.Replace(valid, "startxref\n", "startxref\nx", 1), StartXRef},
		{"beyond the end", strings.Replace(valid, "startxref\n", "startxref\n9", 1), CrossTable},
		{"a table that is none", strings.Replace(valid, "0000000000 65535 f \n", "0000000000 65535 f\n", 1), CrossTable},
		{"entries of another kind", strings.Replace(valid, " n \n", " x \n", 1), CrossTable},
		{"more entries than there are", strings.Replace(valid, "xref\n0 3\n", "xref\n0 4000000\n", 1), CrossTable},
		{"far more", strings.Replace(valid, "xref\n0 3\n", "xref\n9999999 3\n", 1), CrossTable},
		{"the same table again", loop(strings.Index(valid, "xref\n0")), CrossTable},
		{"an earlier table that is none", loop(3), CrossTable},
		{"no root", strings.Replace(valid, "/Root 1 0 R", "", 1), Missing},
		{"no size", strings.Replace(valid, "/Size 3", "", 1), Missing},
		{"an object elsewhere", strings.Replace(valid, "0000000009 00000 n", "0000000008 00000 n", 1), Misplaced},
		{"another object there", strings.Replace(valid, "1 0 obj", "7 0 obj", 1), Misplaced},
		{"another generation", strings.Replace(valid, "0000000009 00000 n", "0000000009 00001 n", 1), Misplaced},
		{"beyond the file", strings.Replace(valid, "0000000009 00000 n", "0000099999 00000 n", 1), Misplaced},
		{"no endobj", strings.Replace(valid, ">>\nendobj", ">>\nendobx", 1), Syntax},
		{"a key twice", string(withTable("", "<</Type/Catalog/A 1/A 2>>")), Syntax},
		{"an open array", string(withTable("", "<</Type/Catalog/A [1 2>>")), Syntax},
		{"an open string", string(withTable("", "<</Type/Catalog/A (x>>")), Syntax},
		{"an operator", string(withTable("", "<</Type/Catalog/A x>>")), Syntax},
		{"a number that is none", string(withTable("", "<</Type/Catalog/A 1.2.3>>")), Syntax},
		{"a name that is none", string(withTable("", "<</Type/Catalog/A /x#0g>>")), Syntax},
		{"hexadecimal that is none", string(withTable("", "<</Type/Catalog/A <0g>>>")), Syntax},
		{"brackets", string(withTable("", strings.Repeat("[", 1<<20)+strings.Repeat("]", 1<<20))), TooDeep},
		{"references in a circle", string(withTable("", "2 0 R", "1 0 R")), TooDeep},
		{"a length in a circle", string(withTable("", "<</Length 1 0 R>>stream\n\nendstream")), TooDeep},
		{"a stream that is longer", string(withTable("", "<</Length 3>>stream\nabcd\nendstream")), Length},
		{"a stream that is shorter", string(withTable("", "<</Length 9>>stream\nabcd\nendstream")), Length},
		{"a length beyond the file", string(withTable("", "<</Length 99999>>stream\nabcd\nendstream")), Length},
		{"no length", string(withTable("", "<<>>stream\nabcd\nendstream")), Length},
		{"no zlib", string(withTable("", "<</Length 4/Filter/FlateDecode>>stream\nabcd\nendstream")), BadStream},
		{"half a zlib", string(withTable("", "<</Length 8/Filter/FlateDecode>>stream\nx\x9cabcdef\nendstream")), BadStream},
		{"no hexadecimal", string(withTable("", "<</Length 4/Filter/ASCIIHexDecode>>stream\nabxx\nendstream")), BadStream},
		{"no end of ASCII 85", string(withTable("", "<</Length 4/Filter/ASCII85Decode>>stream\nabcd\nendstream")), BadStream},
		{"half a run", string(withTable("", "<</Length 4/Filter/RunLengthDecode>>stream\n\x09bcd\nendstream")), BadStream},
		{"an unknown filter", string(withTable("", "<</Length 4/Filter/Crypt>>stream\nabcd\nendstream")), Filter},
		{"filters without end", string(withTable("", "<</Length 4/Filter["+strings.Repeat("/FlateDecode", 999)+"]>>stream\nabcd\nendstream")), Filter},
	} {
		f, err := Open([]byte(c.data))
		if err == nil {
			_, err = all(f)
		}
		if got := kindOf(t, err); got != c.want {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	// Streams that decode to more than the limits.
	f, err := Open(withTable("", catalog, bomb("", 8<<20), bomb("", 8<<20), bomb("", maxInMemory+1<<20)))
	if err != nil {
		t.Fatal(err)
	}
	f.limit = 15 << 20
	if n, err := all(f); n != 2 || kindOf(t, err) != TooLarge {
		t.Errorf("too much in all: %d, %v", n, err)
	}
	f.limit, f.spent = maxUnpacked, 0
	o, err := f.Load(4)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Unpack(o.(*Stream), 1<<40); kindOf(t, err) != TooLarge {
		t.Errorf("more than is held in memory: %v", err)
	}
}

func TestPages(t *testing.T) {
	for _, c := range []struct {
		what    string
		objects []string
		want    int // -1: refused
	}{
		{"none", []string{catalog, "<</Type/Pages/Kids[]/Count 0>>"}, 0},
		{"two levels", []string{catalog, "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>", "<</Type/Page>>", "<</Type/Pages/Kids[5 0 R]/Count 1>>", "<</Type/Page>>"}, 2},
		{"another count", []string{catalog, "<</Type/Pages/Kids[3 0 R]/Count 2>>", "<</Type/Page>>"}, -1},
		{"no count", []string{catalog, "<</Type/Pages/Kids[3 0 R]>>", "<</Type/Page>>"}, -1},
		{"a page twice", []string{catalog, "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>", "<</Type/Page>>"}, -1},
		{"a circle", []string{catalog, "<</Type/Pages/Kids[2 0 R]/Count 1>>"}, -1},
		{"a page that is none", []string{catalog, "<</Type/Pages/Kids[1 0 R]/Count 1>>"}, -1},
		{"a page that is not there", []string{catalog, "<</Type/Pages/Kids[9 0 R]/Count 1>>"}, -1},
		{"no catalog", []string{"<</Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"}, -1},
		{"no pages", []string{"<</Type/Catalog>>"}, -1},
	} {
		f, err := Open(withTable("", c.objects...))
		if err != nil {
			t.Fatal(err)
		}
		n, err := f.Pages()
		if err != nil {
			kindOf(t, err)
			n = -1
		}
		if n != c.want {
			t.Errorf("%s: %d pages, %v", c.what, n, err)
		}
	}
}

// TestFilters checks that encoded streams are decoded.
func TestFilters(t *testing.T) {
	flate := func(s string) string {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		z.Write([]byte(s))
		z.Close()
		return b.String()
	}
	png := "/DecodeParms<</Predictor 15/Colors 1/Columns 3>>"
	for _, c := range []struct{ dict, raw, want string }{
		{"", "abc", "abc"},
		{"/Filter/ASCIIHexDecode", "61 6\n2 7>", "abp"},
		{"/Filter/ASCII85Decode", "@:E^~>", "abc"},
		{"/Filter/RunLengthDecode", "\x02abc\xfex\x80", "abcxxx"},
		{"/Filter/FlateDecode", flate("abc"), "abc"},
		{"/Filter[/ASCIIHexDecode/FlateDecode]", fmt.Sprintf("%x>", flate("abc")), "abc"},
		{"/Filter/FlateDecode" + png, flate("\x00abc\x01a\x01\x01\x02\x01\x01\x01\x03\x10\x10\x10\x04\x01\x01\x01"), "abcabcbcdAbsBct"},
		{"/Filter[/FlateDecode]/DecodeParms[null]", flate("abc"), "abc"},
	} {
		f, err := Open(withTable("", fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", c.dict, len(c.raw), c.raw)))
		if err != nil {
			t.Fatal(err)
		}
		o, err := f.Load(1)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := f.Unpack(o.(*Stream), 100); err != nil || string(got) != c.want {
			t.Errorf("%s: %q, %v", c.dict, got, err)
		}
		if _, err := f.Unpack(o.(*Stream), int64(len(c.want))-1); kindOf(t, err) != TooLarge {
			t.Errorf("%s: limit passed, %v", c.dict, err)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[String]string{
		"":                                     "",
		"abc":                                  "abc",
		"\xfe\xff\x7b\x80\x62\xa5":             "简报",
		"\xfe\xff\xd8\x72\xdf\x31":             "𬬱",
		"\xfe\xff\x7b":                         "\ufffd",
		"\xef\xbb\xbf简报":                       "简报",
		"\x80\x92\xa0\xe9\x18":                 "•™€é˘",
		"\x7f":                                 "\ufffd",
		String([]byte{0xef, 0xbb, 0xbf, 0xff}): "\ufffd",
	} {
		if got := in.Text(); got != want {
			t.Errorf("%q is %q, not %q", in, got, want)
		}
	}
}
