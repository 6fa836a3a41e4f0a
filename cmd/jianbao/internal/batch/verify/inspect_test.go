package verify

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jianbao/layout/pdf"
)

// withObjects returns a PDF of one page. The objects are numbered from 4;
// catalog and page are additional entries of these dictionaries.
func withObjects(catalog, page string, objects ...string) []byte {
	all := append([]string{
		"<</Type/Catalog/Pages 2 0 R" + catalog + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]" + page + ">>",
	}, objects...)
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	table := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(all)+1)
	for i, o := range all {
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&b, "%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", table, len(all)+1, b.Len())
	return []byte(b.String())
}

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
}

// TestHazards: each kind is found in a delivered bag, and none in files without
// hazards.
func TestHazards(t *testing.T) {
	const font = "/Resources<</Font<</F 4 0 R>>>>"
	cidFont := "<</Type/Font/Subtype/Type0/BaseFont/X/DescendantFonts[5 0 R]>>"
	for _, c := range []struct {
		what string
		file []byte
		want []string
	}{
		{"nothing", withObjects("", ""), nil},
		{"links", withObjects("", "/Annots[<</Subtype/Link/A<</S/URI/URI(https://example.org/)>>>><</Subtype/Link/A<</S/GoTo/D[3 0 R/Fit]>>>><</Subtype/Link/A<</S/URI/URI(mailto:a@example.org)>>>>]"), nil},
		{"a place to begin", withObjects("/OpenAction[3 0 R/Fit]", ""), nil},
		{"turning pages", withObjects("/OpenAction<</S/Named/N/NextPage>>", ""), nil},
		{"attributes of a structure", withObjects("/StructTreeRoot 4 0 R", "", "<</Type/StructTreeRoot/K<</Type/StructElem/S/P/P 4 0 R/A<</O/Layout/S/x>>>>>>", "<</Type/StructElem/S/Launch/P 4 0 R>>"), nil},
		{"fonts of odd names", withObjects("", "/Resources<</Font<</AA 4 0 R/JS 4 0 R/EF 4 0 R/A 4 0 R/F 4 0 R>>>>", "<</Type/Font/Subtype/Type3/CharProcs<</AA 5 0 R/JavaScript 5 0 R>>>>", stream("", "")), nil},
		{"pictures of odd names", withObjects("", "/Resources<</XObject<</AA 4 0 R/JS 4 0 R/EF 4 0 R/A 4 0 R/Movie 4 0 R>>>>", stream("/Subtype/Form/BBox[0 0 1 1]/Group<</S/Transparency>>", "")), nil},
		{"a telephone", withObjects("", "/Annots[<</Subtype/Link/A<</S/URI/URI(tel:12345)>>>>]"), nil},
		{"a form's picture", withObjects("", "", stream("/Subtype/Form/BBox[0 0 1 1]", "")), nil},

		{"a script to begin", withObjects("/OpenAction<</S/JavaScript/JS(app.alert)>>", ""), []string{"safe-javascript"}},
		{"a script elsewhere", withObjects("/OpenAction 4 0 R", "", "<</S/JavaScript/JS 5 0 R>>", stream("", "x")), []string{"safe-javascript"}},
		{"a script with a name", withObjects("/Names<</JavaScript<</Names[(x) 4 0 R]>>>>", "", "null"), []string{"safe-javascript"}},
		{"a script that nothing leads to", withObjects("", "", "<</Type/Action/S/JavaScript/JS(x)>>"), []string{"safe-javascript"}},
		{"a script after a link", withObjects("", "/Annots[<</Subtype/Link/A<</S/GoTo/D(x)/Next<</S/JavaScript/JS(x)>>>>>>]"), []string{"safe-action Next", "safe-javascript"}},
		{"a program", withObjects("/OpenAction<</S/Launch/F(calc.exe)>>", ""), []string{"safe-action Launch"}},
		{"another file", withObjects("", "/Annots[<</Subtype/Link/A<</S/GoToR/F(x.pdf)/D(x)>>>>]"), []string{"safe-action GoToR"}},
		{"a form sent", withObjects("", "", "<</S/SubmitForm/F(http://x)>>"), []string{"safe-action SubmitForm"}},
		{"a file on this machine", withObjects("", "/Annots[<</Subtype/Link/A<</S/URI/URI(file:///etc/passwd)>>>>]"), []string{"safe-action URI file:///etc/passwd"}},
		{"a script as a link", withObjects("", "/Annots[<</Subtype/Link/A<</S/URI/URI(javascript:x)>>>>]"), []string{"safe-action URI javascript:x"}},
		{"a file beside this one", withObjects("", "/Annots[<</Subtype/Link/A<</S/URI/URI(run.exe)>>>>]"), []string{"safe-action URI run.exe"}},
		{"a field that acts", withObjects("", "", "<</T(x)/AA<</K<</S/JavaScript/JS(x)>>>>>>"), []string{"safe-action AA", "safe-javascript"}},
		{"a link to nowhere", withObjects("", "/Annots[<</Subtype/Link/A<</S/URI>>>>]"), []string{"safe-action URI "}},
		{"printing", withObjects("/OpenAction<</S/Named/N/Print>>", ""), []string{"safe-action Named Print"}},
		{"what happens by itself", withObjects("", "/AA<</O<</S/GoTo/D(x)>>>>"), []string{"safe-action AA"}},
		{"a film", withObjects("", "/Annots[<</Type/Annot/Subtype/Movie>>]"), []string{"safe-annotation Movie"}},
		{"a paper clip", withObjects("", "/Annots[<</Subtype/FileAttachment/Rect[0 0 1 1]>>]"), []string{"safe-annotation FileAttachment"}},
		{"a form", withObjects("/AcroForm<</Fields[4 0 R]>>", "", "<</FT/Tx>>"), []string{"safe-form "}},
		{"a form of XML", withObjects("/AcroForm<</Fields[]/XFA(x)>>", ""), []string{"safe-form "}},
		{"a stream elsewhere", withObjects("", "", stream("/F(http://example.org/x)", "")), []string{"safe-external http://example.org/x"}},
		{"a file", withObjects("", "", "<</Type/Filespec/F(a.exe)/UF(a.exe)/EF<</F 5 0 R/UF 5 0 R>>>>", stream("/Type/EmbeddedFile", "x")), []string{"safe-attachment a.exe"}},
		{"two files of a name", withObjects("", "", "<</F(a)/EF<</F 6 0 R>>>>", "<</F(a)/EF<</F 7 0 R>>>>", stream("/Type/EmbeddedFile", "x"), stream("/Type/EmbeddedFile", "y")), []string{"safe-attachment a", "safe-attachment a"}},
		{"a file without a name", withObjects("", "", stream("/Type/EmbeddedFile", "x")), []string{"safe-attachment ?"}},

		{"a font of every reader", withObjects("", font, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"), []string{"usable-font Helvetica"}},
		{"a font without its file", withObjects("", font, "<</Type/Font/Subtype/TrueType/BaseFont/SimSun/FontDescriptor 5 0 R>>", "<</Type/FontDescriptor>>"), []string{"usable-font SimSun"}},
		{"a Chinese font without its file", withObjects("", font, cidFont, "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light>>"), []string{"usable-font STSong-Light"}},
		{"a font with its file", withObjects("", font, cidFont, "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/FontDescriptor<</FontFile2 6 0 R>>>>", stream("", "x")), nil},
		{"a font with an empty file", withObjects("", font, cidFont, "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/FontDescriptor<</FontFile2 6 0 R>>>>", stream("", "")), []string{"usable-font X"}},
		{"metadata that is no XML", withObjects("/Metadata 4 0 R", "", stream("", "<x")), []string{"usable-metadata XML syntax error on line 1: unexpected EOF"}},
		{"no pages", bytes.Replace(withObjects("", ""), []byte("/Count 1"), []byte("/Count 2"), 1), []string{"usable-pdf the page tree is damaged"}},
		{"brackets", withObjects("/X"+strings.Repeat("[", 5000), ""), []string{"usable-pdf objects are nested too deeply"}},
		{"encrypted", bytes.Replace(withObjects("", "", "<</Filter/Standard>>"), []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Encrypt 4 0 R"), 1), []string{"safe-encrypted "}},
	} {
		dir := t.TempDir()
		put(t, dir, "data/x.pdf", c.file)
		forge(t, dir)
		var found []string
		for _, d := range collect(t, dir) {
			if d.Span.Source.Path != "data/x.pdf" {
				t.Errorf("%s: %s at %s", c.what, d.Code, d.Span.Source.Path)
			}
			text := string(d.Code)
			if d.Code != "safe-javascript" {
				text += " " + arg(d)
			}
			found = append(found, text)
		}
		if !slices.Equal(sorted(found), sorted(c.want)) {
			t.Errorf("%s: found %q, wanted %q", c.what, found, c.want)
		}
	}
}

// TestEncrypted checks a file encrypted by another program.
func TestEncrypted(t *testing.T) {
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Skip("needs qpdf")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, issues()["2021/01/issue.toml"].PDF, 0o666); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "bag/data/x", nil)
	out := filepath.Join(dir, "bag", "data", "x.PDF")
	if text, err := exec.Command("qpdf", "--encrypt", "", "x", "256", "--", in, out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	forge(t, filepath.Join(dir, "bag"))
	if list, _ := findings(t, filepath.Join(dir, "bag")); !slices.Equal(list, []string{"safe-encrypted data/x.PDF"}) {
		t.Errorf("%q", list)
	}
}

// TestLarge: a file too large for memory is reported, and its checksum
// verified. One of exactly the limit is read.
func TestLarge(t *testing.T) {
	const limit = 1 << 20
	for size, want := range map[int64][]string{
		limit:     {"complete-pdf-header data/x.pdf", "authentic-hash data/x.pdf", "complete-bag-oxum bag-info.txt"},
		limit + 1: {"usable-pdf-large data/x.pdf", "authentic-hash data/x.pdf", "complete-bag-oxum bag-info.txt"},
	} {
		dir := t.TempDir()
		put(t, dir, "data/x.pdf", []byte("%PDF"))
		forge(t, dir)
		if err := os.Truncate(filepath.Join(dir, "data", "x.pdf"), size); err != nil {
			t.Fatal(err)
		}
		if list, _ := findingsWithin(t, dir, limit); !slices.Equal(list, want) {
			t.Errorf("%d bytes: %q", size, list)
		}
	}
	// A file that grows while it is read is not kept beyond the limit either.
	kept := limitedBuffer{limit: 3}
	for _, c := range []string{"ab", "c", "d", ""} {
		if n, err := kept.Write([]byte(c)); n != len(c) || err != nil {
			t.Errorf("%d, %v", n, err)
		}
	}
	if string(kept.data) != "abc" || !kept.over {
		t.Errorf("kept %q, over %v", kept.data, kept.over)
	}
}

func TestXMP(t *testing.T) {
	name := func(space, local string) xml.Name { return xml.Name{Space: space, Local: local} }
	const head = `<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="` + nsRDF + `">`
	const foot = `</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
	const dc = ` xmlns:dc="` + nsDC + `" xmlns:pdfaid="` + nsPDFA + `"`
	about := func(attributes, content string) string {
		return head + `<rdf:Description rdf:about=""` + dc + attributes + ">" + content + "</rdf:Description>" + foot
	}
	for _, c := range []struct {
		what, text string
		want       packet // nil: refused
	}{
		{"nothing", head + foot, packet{}},
		{"elements", about("", "<dc:format> a/b </dc:format><pdfaid:part>2</pdfaid:part>"), packet{name(nsDC, "format"): "a/b", name(nsPDFA, "part"): "2"}},
		{"attributes", about(` pdfaid:part="2" pdfaid:conformance='B'`, ""), packet{name(nsPDFA, "part"): "2", name(nsPDFA, "conformance"): "B"}},
		{"languages", about("", `<dc:title><rdf:Alt><rdf:li xml:lang="en">x</rdf:li><rdf:li xml:lang="x-default">保障 &amp; y</rdf:li></rdf:Alt></dc:title>`), packet{name(nsDC, "title"): "保障 & y"}},
		{"lists", about("", `<dc:creator><rdf:Seq><rdf:li>a</rdf:li><rdf:li>b</rdf:li></rdf:Seq></dc:creator>`), packet{name(nsDC, "creator"): "a"}},
		{"structures", about("", `<dc:x rdf:parseType="Resource"><dc:format>no</dc:format></dc:x><dc:format>yes</dc:format>`), packet{name(nsDC, "format"): "yes"}},
		{"the same twice", about(` pdfaid:part="2"`, "<pdfaid:part>2</pdfaid:part>"), packet{name(nsPDFA, "part"): "2"}},

		{"two values", about(` pdfaid:part="2"`, "<pdfaid:part>3</pdfaid:part>"), nil},
		{"half of it", about("", "<dc:format>a")[:300], nil},
		{"entities", "<!DOCTYPE x [<!ENTITY a 'b'>]>" + about("", "<dc:format>a</dc:format>"), nil},
		{"an entity", about("", "<dc:format>&x;</dc:format>"), nil},
		{"too deep", about("", strings.Repeat("<dc:x>", 99)+strings.Repeat("</dc:x>", 99)), nil},
		{"no UTF-8", about("", "<dc:format>\xff</dc:format>"), nil},
	} {
		got, err := parseXMP([]byte(c.text))
		if (err != nil) != (c.want == nil) {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, wanted %v", c.what, got, c.want)
		}
	}
}

// FuzzInspect checks for arbitrary bytes that inspect ends and is deterministic,
// and returns no facts for files that it rejects.
func FuzzInspect(f *testing.F) {
	f.Add(builtIssue(2022, 2, pdf.A3u).PDF)
	f.Add(withObjects("/OpenAction<</S/JavaScript/JS(x)/Next 4 0 R>>/AcroForm<</Fields[4 0 R]>>/Names<</JavaScript 4 0 R>>/Metadata 5 0 R", "/AA 4 0 R", "<</Subtype/Type1/S/URI/EF<</F 5 0 R>>>>", stream("/Type/EmbeddedFile/F(x)", "<x>")))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := inspect(data)
		b, again := inspect(data)
		if fmt.Sprint(err) != fmt.Sprint(again) || (a == nil) != (err != nil) {
			t.Fatalf("first %v, then %v", err, again)
		}
		if a == nil {
			return
		}
		say := func(f *facts) string {
			return fmt.Sprint(f.pages, f.info, f.xmp, f.xmpError != nil, f.loose, f.hazards, f.attached)
		}
		if say(a) != say(b) {
			t.Errorf("first %s, then %s", say(a), say(b))
		}
		if a.info == nil && !slices.Contains(a.hazards, hazard{"safe-encrypted", ""}) {
			t.Error("it was not read to the end, and there is no finding")
		}
	})
}
