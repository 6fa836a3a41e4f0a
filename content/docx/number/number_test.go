package number

import (
	"archive/zip"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"jianbao/content/docx/opc"
)

var update = flag.Bool("update", false, "write LibreOffice's labels to testdata/libreoffice.txt")

const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`

func parse(t testing.TB, text string) *opc.Tree {
	t.Helper()
	tree, err := opc.Parse("test", text)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func (e *example) numbering() string {
	return `<w:numbering ` + namespaces + `>` + strings.Join(e.lists, "") + `</w:numbering>`
}

func (e *example) stylesXML() string {
	return `<w:styles ` + namespaces + `><w:style w:type="paragraph" w:default="1" w:styleId="a0"><w:name w:val="Normal"/></w:style>` + e.styles + `</w:styles>`
}

// labels returns our labels of an example.
func (e *example) labels(t *testing.T) []string {
	c := Read(parse(t, e.numbering()), parse(t, e.stylesXML())).Count()
	var all []string
	for _, p := range e.paragraphs {
		xml, style := pPr(p)
		tree := parse(t, strings.Replace(xml, "<w:pPr>", "<w:pPr "+namespaces+">", 1))
		label, err := c.Next(style, tree.Root().Child("w:numPr"))
		if err != nil {
			t.Errorf("%s: %v", e.name, err)
		}
		all = append(all, strings.TrimSpace(label.Text))
	}
	return all
}

// TestLabels compares with the labels that LibreOffice prints.
func TestLabels(t *testing.T) {
	data, err := os.ReadFile("testdata/libreoffice.txt")
	if err != nil {
		t.Fatal(err)
	}
	theirs := map[string]string{}
	for line := range strings.Lines(string(data)) {
		name, labels, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		theirs[name] = labels
	}
	for _, e := range examples {
		want := theirs[e.name]
		if e.ours != "" {
			if want == join(strings.Fields(e.ours)) {
				t.Errorf("%s: LibreOffice is right here", e.name)
			}
			want = join(strings.Fields(e.ours))
		}
		if got := join(e.labels(t)); got != want {
			t.Errorf("%s:\n ours: %s\n want: %s", e.name, got, want)
		}
	}
}

// join writes labels as the fixture has them.
func join(labels []string) string { return strings.Join(labels, " | ") }

func TestJoined(t *testing.T) {
	for _, c := range []struct {
		label Label
		want  string
	}{
		{Label{Text: "一、"}, "一、"}, {Label{Text: "（一）"}, "（一）"}, {Label{Text: "1．"}, "1．"}, {Label{Text: "〔1〕"}, "〔1〕"},
		{Label{Text: "第一条　"}, "第一条　"}, {Label{Text: "第一条"}, "第一条 "}, {Label{Text: "1.", Suffix: Space}, "1. "},
		{Label{Text: "1.", Suffix: Nothing}, "1."}, {Label{Text: "1 "}, "1 "}, {Label{}, ""},
	} {
		if got := c.label.Joined(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.label, got, c.want)
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		format string
		n      int
		want   string
	}{
		{"chineseCounting", 0, "零"}, {"chineseCounting", 110, "一百一十"}, {"chineseCounting", 1010, "一千零一十"}, {"chineseCounting", 10_000, "一万"},
		{"chineseCounting", 10_010, "一万零一十"}, {"chineseCounting", 120_345, "十二万零三百四十五"}, {"chineseCounting", 123_456_789, "123456789"},
		{"chineseCounting", -1, "-1"}, {"chineseLegalSimplified", 1110, "壹仟壹佰壹拾"}, {"ideographTraditional", 11, "11"}, {"ideographZodiac", 0, "0"},
		{"decimalEnclosedCircle", 21, "㉑"}, {"decimalEnclosedCircle", 51, "51"}, {"decimalEnclosedParen", 21, "21"}, {"upperRoman", 0, "0"}, {"upperRoman", 1994, "MCMXCIV"},
		{"upperLetter", 0, "0"}, {"upperLetter", 26 * 30, strings.Repeat("Z", 30)}, {"upperLetter", 26*30 + 1, "781"}, {"ordinal", 11, "11th"}, {"ordinal", 23, "23rd"},
		{"decimalZero", -3, "-3"}, {"custom 001, 002, 003, ...", 7, "007"}, {"none", 3, ""}, {"decimalFullWidth2", 10, "１０"},
	} {
		if got, err := Format(c.format, c.n); got != c.want || err != nil {
			t.Errorf("%s of %d: %q, %v, want %q", c.format, c.n, got, err, c.want)
		}
	}
	for _, format := range []string{"koreanCounting", "cardinalText", "custom a, ç, ĝ, ...", "custom ", "x"} {
		var unknown *UnknownFormat
		if _, err := Format(format, 1); !errors.As(err, &unknown) || unknown.Format != format {
			t.Errorf("%s: %v", format, err)
		}
	}
}

// next returns the label of the only paragraph of a list of one level.
func next(t *testing.T, level string) (Label, error) {
	d := Read(parse(t, `<w:numbering `+namespaces+`><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">`+level+`</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`), nil)
	return d.Count().Next("", parse(t, `<w:pPr `+namespaces+`><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>`).Root().Child("w:numPr"))
}

func TestLevel(t *testing.T) {
	for _, c := range []struct {
		level string
		want  Label
	}{
		{`<w:start w:val="3"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%1."/>`, Label{Text: "3.", Suffix: Space, List: "1"}},
		{`<w:start w:val="3"/><w:lvlText w:val="%1."/>`, Label{Text: "3.", List: "1"}},
		{`<w:lvlText w:val="%1%%9%"/>`, Label{Text: "0%%", List: "1"}},
		{`<w:numFmt w:val="bullet"/><w:lvlText w:val="●"/>`, Label{Text: "●", Bullet: true, List: "1"}},
		{`<w:numFmt w:val="decimal"/><w:lvlText w:val="x"/><w:lvlPicBulletId w:val="0"/>`, Label{Text: "x", Bullet: true, List: "1"}},
		{`<w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/>`, Label{Text: "001", List: "1"}},
	} {
		if got, err := next(t, c.level); got != c.want || err != nil {
			t.Errorf("%s: %+v, %v, want %+v", c.level, got, err, c.want)
		}
	}
	var unknown *UnknownFormat
	if _, err := next(t, `<w:numFmt w:val="hebrew1"/><w:lvlText w:val="%1"/>`); !errors.As(err, &unknown) || unknown.Format != "hebrew1" {
		t.Error(err)
	}
	var long *TooLong
	if label, err := next(t, `<w:numFmt w:val="none"/><w:lvlText w:val="`+strings.Repeat("长", MaxLabel+1)+`"/>`); !errors.As(err, &long) || label.Text != "" {
		t.Error(err)
	}
	if _, err := next(t, `<w:numFmt w:val="none"/><w:lvlText w:val="`+strings.Repeat("%1长", 1<<16)+`"/>`); !errors.As(err, &long) {
		t.Error(err)
	}
}

// FuzzNumber numbers paragraphs by any definitions: each label is short, or there is an
// error.
func FuzzNumber(f *testing.F) {
	for _, e := range examples {
		xml, _ := pPr(e.paragraphs[0])
		f.Add(strings.Join(e.lists, ""), e.styles, xml)
	}
	f.Fuzz(func(t *testing.T, lists, styles, pPr string) {
		e := example{lists: []string{lists}, styles: styles}
		numbering, err := opc.Parse("", e.numbering())
		if err != nil {
			return
		}
		style, err := opc.Parse("", e.stylesXML())
		if err != nil {
			return
		}
		properties, err := opc.Parse("", strings.Replace(pPr, "<w:pPr>", "<w:pPr "+namespaces+">", 1))
		if err != nil {
			return
		}
		c := Read(numbering, style).Count()
		for range 3 {
			label, err := c.Next("h2", properties.Root().Child("w:numPr"))
			var unknown *UnknownFormat
			var long *TooLong
			switch {
			case err != nil && !errors.As(err, &unknown) && !errors.As(err, &long):
				t.Fatal(err)
			case !label.Bullet && utf8.RuneCountInString(label.Text) > MaxLabel:
				t.Fatalf("%d characters", utf8.RuneCountInString(label.Text))
			}
		}
	})
}

// TestLibreOffice has LibreOffice print the labels, and compares with the fixture.
func TestLibreOffice(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice (LibreOffice) is not installed")
	}
	if os.Getenv("JIANBAO_THOROUGH") == "" && !*update {
		t.Skip("starts LibreOffice; set JIANBAO_THOROUGH=1")
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir}
	for i := range examples {
		name := filepath.Join(dir, string(rune('a'+i/26))+string(rune('a'+i%26))+".docx")
		if err := os.WriteFile(name, examples[i].document(t), 0o666); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	if out, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var b strings.Builder
	for i := range examples {
		data, err := os.ReadFile(filepath.Join(dir, string(rune('a'+i/26))+string(rune('a'+i%26))+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		var labels []string
		for line := range strings.Lines(strings.TrimPrefix(string(data), "\uFEFF")) {
			label, _, ok := strings.Cut(line, "@")
			if !ok {
				t.Fatalf("%s: LibreOffice printed %q", examples[i].name, line)
			}
			labels = append(labels, strings.TrimSpace(label))
		}
		b.WriteString(examples[i].name + ": " + join(labels) + "\n")
	}
	if *update {
		if err := os.WriteFile("testdata/libreoffice.txt", []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile("testdata/libreoffice.txt")
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("LibreOffice prints\n%s\nthe fixture has\n%s", b.String(), want)
	}
}

// document returns the file of an example; the text of each paragraph is @.
func (e *example) document(t *testing.T) []byte {
	body := ""
	for _, p := range e.paragraphs {
		xml, _ := pPr(p)
		body += `<w:p>` + xml + `<w:r><w:t>@</w:t></w:r></w:p>`
	}
	const office = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	part := func(name, kind string) string {
		return `<Override PartName="/word/` + name + `.xml" ContentType="` + office + kind + `+xml"/>`
	}
	relation := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="` + relations + kind + `" Target="` + target + `"/>`
	}
	const open = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	var b strings.Builder
	w := zip.NewWriter(&b)
	for _, f := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			part("document", "document.main") + part("numbering", "numbering") + part("styles", "styles") + `</Types>`},
		{"_rels/.rels", open + relation("a", "officeDocument", "word/document.xml") + `</Relationships>`},
		{"word/_rels/document.xml.rels", open + relation("a", "numbering", "numbering.xml") + relation("b", "styles", "styles.xml") + `</Relationships>`},
		{"word/document.xml", `<w:document ` + namespaces + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`},
		{"word/numbering.xml", e.numbering()},
		{"word/styles.xml", e.stylesXML()},
	} {
		out, err := w.Create(f[0])
		if err == nil {
			_, err = io.WriteString(out, f[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return []byte(b.String())
}
