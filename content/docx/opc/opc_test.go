package opc

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"testing"
)

const (
	typesXML = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="PNG" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	rootXML  = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	docXML   = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>`
)

// entry is a part of a test package.
type entry struct{ name, data string }

var minimal = []entry{{"[Content_Types].xml", typesXML}, {"_rels/.rels", rootXML}, {"word/document.xml", docXML}}

func pack(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.Create(e.name)
		if err == nil {
			_, err = io.WriteString(f, e.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func with(more ...entry) []entry { return append(slices.Clip(minimal), more...) }

func TestPackage(t *testing.T) {
	p, err := Open(pack(t, with(
		entry{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/image" Target="media/%E5%9B%BE 1.png"/>
<Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://a.cn/#b" TargetMode="External"/>
<Relationship Id="c" Type="x/styles" Target="/word/styles.xml"/><Relationship Id="d" Type="x/theme" Target="../theme.xml#x"/><Relationship Id="e" Type="x/image" Target=""/></Relationships>`},
		entry{"word/media/图 1.PNG", "png"}, entry{`word\styles.xml`, "<a/>"}, entry{"folder/", ""})...))
	if err != nil {
		t.Fatal(err)
	}
	if p.Main() != "word/document.xml" || p.Macros() || len(p.Root()) != 1 || len(p.Names()) != 6 {
		t.Errorf("main %q, macros %v, root %v, names %q", p.Main(), p.Macros(), p.Root(), p.Names())
	}
	list, err := p.Relationships(p.Main())
	want := []Relationship{
		{"a", "image", "word/media/%E5%9B%BE 1.png", false}, {"b", "hyperlink", "https://a.cn/#b", true},
		{"c", "styles", "word/styles.xml", false}, {"d", "theme", "theme.xml", false}, {"e", "image", "", false},
	}
	if err != nil || !slices.Equal(list, want) {
		t.Errorf("%v, %v", list, err)
	}
	if data, err := p.Data(list[0].Target); string(data) != "png" || err != nil || p.Type(list[0].Target) != "image/png" {
		t.Errorf("%q, %v, type %q", data, err, p.Type(list[0].Target))
	}
	if _, err := p.XML(list[2].Target); err != nil {
		t.Error(err)
	}
	if list, err := p.Relationships("word/styles.xml"); list != nil || err != nil {
		t.Errorf("%v, %v", list, err)
	}
	var e *Error
	if _, err := p.XML("word/x.xml"); !errors.As(err, &e) || e.Problem != Missing || e.Part != "word/x.xml" {
		t.Error(err)
	}
}

func TestMacros(t *testing.T) {
	p, err := Open(pack(t, with(entry{"word/vbaProject.bin", ""})...))
	if err != nil || !p.Macros() {
		t.Error("vbaProject.bin is not seen", err)
	}
	p, err = Open(pack(t, entry{"[Content_Types].xml", strings.ReplaceAll(typesXML, "openxmlformats-officedocument.wordprocessingml.document", "ms-word.document.macroEnabled")}, minimal[1], minimal[2]))
	if err != nil || !p.Macros() {
		t.Error("the type is not seen", err)
	}
}

// raw changes bytes of an archive: all places that equal from become to.
func raw(t *testing.T, data []byte, from, to string) []byte {
	if len(from) != len(to) || !bytes.Contains(data, []byte(from)) {
		t.Fatalf("cannot replace %q by %q", from, to)
	}
	return bytes.ReplaceAll(data, []byte(from), []byte(to))
}

// directory returns the offset of the entry of a part in the directory of an archive.
func directory(t *testing.T, data []byte, name string) []byte {
	i := bytes.LastIndex(data, []byte(name))
	if i < 46 || string(data[i-46:][:4]) != "PK\x01\x02" {
		t.Fatal("no entry of", name)
	}
	return data[i-46:]
}

// stored returns a package with a part that is not compressed.
func stored(t *testing.T, name, text string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range with(entry{name, text}) {
		f, err := w.CreateRaw(&zip.FileHeader{Name: e.name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(e.data)), CompressedSize64: uint64(len(e.data)), UncompressedSize64: uint64(len(e.data))})
		if err == nil {
			_, err = io.WriteString(f, e.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOpenErrors(t *testing.T) {
	whole := pack(t, minimal...)
	change := func(name string, at int, value byte) []byte {
		data := bytes.Clone(whole)
		directory(t, data, name)[at] = value
		return data
	}
	overlap := stored(t, "word/a.xml", "12345678")
	directory(t, overlap, "word/a.xml")[42] = directory(t, overlap, "word/document.xml")[42]
	copy(directory(t, overlap, "word/a.xml")[42:46], directory(t, overlap, "word/document.xml")[42:46])
	outside := bytes.Clone(whole)
	binary.LittleEndian.PutUint32(directory(t, outside, "word/document.xml")[20:], 1<<30)
	for _, c := range []struct {
		name    string
		data    []byte
		problem Problem
		part    string
	}{
		{"text", []byte("x"), NotPackage, ""},
		{"another zip", pack(t, entry{"a", "b"}), NotPackage, ""},
		{"cut off", whole[:len(whole)-30], CutOff, ""},
		{"half", whole[:len(whole)/2], CutOff, ""},
		{"parent folder", pack(t, with(entry{"word/../../a", ""})...), UnsafeName, "word/../../a"},
		{"parent folder, percent-encoded", pack(t, with(entry{"%2e%2e/a", ""})...), UnsafeName, "%2e%2e/a"},
		{"absolute", pack(t, with(entry{"/a", ""})...), UnsafeName, "/a"},
		{"absolute, Windows", pack(t, with(entry{`\a`, ""})...), UnsafeName, `\a`},
		{"drive", pack(t, with(entry{`C:\a`, ""})...), UnsafeName, `C:\a`},
		{"twice", pack(t, with(entry{"Word/Document.XML", ""})...), Duplicate, "Word/Document.XML"},
		{"method", change("word/document.xml", 10, 12), Method, "word/document.xml"},
		{"encrypted entry", change("word/document.xml", 8, 1), Protected, "word/document.xml"},
		{"overlapping", overlap, Damaged, ""},
		{"outside", outside, Damaged, "word/document.xml"},
		{"no types", pack(t, entry{"[Content_Types].xml", "<a"}), Syntax, "[Content_Types].xml"},
	} {
		_, err := Open(c.data)
		var e *Error
		if !errors.As(err, &e) || e.Problem != c.problem || c.part != "" && e.Part != c.part {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestDamage(t *testing.T) {
	good := stored(t, "word/a.xml", "<w>some text</w>")
	longer, shorter := bytes.Clone(good), bytes.Clone(good)
	binary.LittleEndian.PutUint32(directory(t, longer, "word/a.xml")[24:], 1000)
	binary.LittleEndian.PutUint32(directory(t, shorter, "word/a.xml")[24:], 4)
	for name, data := range map[string][]byte{"checksum": raw(t, good, "some text", "same text"), "longer": longer, "shorter": shorter} {
		p, err := Open(data)
		if err != nil {
			t.Fatal(name, err)
		}
		var e *Error
		if _, err := p.XML("word/a.xml"); !errors.As(err, &e) || e.Problem != Damaged || e.Part != "word/a.xml" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLimits(t *testing.T) {
	small := standard
	small.parts = 3
	if _, err := open(pack(t, minimal...), small); err != nil {
		t.Error(err)
	}
	var e *Error
	if _, err := open(pack(t, with(entry{"a", ""})...), small); !errors.As(err, &e) || e.Problem != TooManyParts {
		t.Error(err)
	}
	small = standard
	small.part, small.unpacked = 10_000, 25_000
	text := strings.Repeat(" ", 10_000)
	p, err := open(pack(t, with(entry{"a", text}, entry{"b", text}, entry{"c", text}, entry{"d", text + " "})...), small)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Data("d"); !errors.As(err, &e) || e.Problem != PartTooLarge || e.Part != "d" {
		t.Error(err)
	}
	for _, name := range []string{"a", "b", "a", "b"} {
		if _, err := p.Data(name); err != nil {
			t.Error(name, err)
		}
	}
	if _, err := p.Data("c"); !errors.As(err, &e) || e.Problem != TooLarge {
		t.Error(err)
	}
}

func TestKinds(t *testing.T) {
	utf16 := func(s string) string {
		var b strings.Builder
		for i := range len(s) {
			b.WriteByte(s[i])
			b.WriteByte(0)
		}
		return b.String()
	}
	const ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	xlsx := strings.ReplaceAll(typesXML, "wordprocessingml.document", "spreadsheetml.sheet")
	pptx := strings.ReplaceAll(typesXML, "wordprocessingml.document", "presentationml.presentation")
	for _, c := range []struct {
		name string
		data []byte
		want Kind
	}{
		{"nothing", nil, Empty},
		{"text", []byte("各县要"), Other},
		{"docx", pack(t, minimal...), Word},
		{"xlsx", pack(t, entry{typesPart, xlsx}, minimal[1], minimal[2]), Excel},
		{"pptx", pack(t, entry{typesPart, pptx}, minimal[1], minimal[2]), PowerPoint},
		{"encrypted", []byte(ole + utf16("EncryptionInfo EncryptedPackage")), EncryptedFile},
		{"doc", []byte(ole + utf16("WordDocument")), Word97},
		{"xls", []byte(ole + utf16("Workbook")), OldOffice},
		{"rtf", []byte(`{\rtf1`), RTF},
		{"odt", pack(t, entry{"mimetype", "application/vnd.oasis.opendocument.text"}), OpenDocument},
		{"ofd", pack(t, entry{"OFD.xml", "<a/>"}), OFD},
		{"zip", pack(t, entry{"a.txt", "b"}), Zip},
		{"half a zip", pack(t, minimal...)[:100], BrokenZip},
		{"flat", []byte("\uFEFF<?xml version=\"1.0\"?>\n<pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">"), FlatOPC},
		{"2003", []byte(`<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">`), Word2003XML},
		{"uof", []byte(`<?xml version="1.0"?><uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof">`), UOF},
		{"html", []byte("<html xmlns:w=\"urn:schemas-microsoft-com:office:word\">"), WebPage},
		{"mht", []byte("MIME-Version: 1.0\r\nContent-Type: multipart/related"), WebPage},
		{"pdf", []byte("%PDF-1.7"), PDF},
	} {
		if got := KindOf(c.data); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// FuzzZip opens files and reads all their parts: what comes out are parts within the
// bounds, or an *Error.
func FuzzZip(f *testing.F) {
	f.Add(pack(f, minimal...))
	f.Add(pack(f, with(entry{"word/_rels/document.xml.rels", rootXML}, entry{"word/a.png", "png"})...))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	small := limits{part: 1 << 16, unpacked: 1 << 17, parts: 20, depth: 20, nodes: 1000}
	f.Fuzz(func(t *testing.T, data []byte) {
		KindOf(data)
		p, err := open(data, small)
		check := func(err error) {
			var e *Error
			if err != nil && (!errors.As(err, &e) || e.Problem == 0) {
				t.Fatalf("%v is no *Error", err)
			}
		}
		check(err)
		if err != nil {
			return
		}
		total := 0
		for _, name := range p.Names() {
			data, err := p.Data(name)
			check(err)
			if total += len(data); len(data) > small.part || total > small.unpacked {
				t.Fatalf("%q: %d bytes, %d in all", name, len(data), total)
			}
			_, err = p.XML(name)
			check(err)
			_, err = p.Relationships(name)
			check(err)
			p.Type(name)
		}
	})
}
