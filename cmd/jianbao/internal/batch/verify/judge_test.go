package verify

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/pdf"
)

// collect returns the findings of Run.
func collect(t *testing.T, dir string) (list []diag.Diagnostic) {
	t.Helper()
	if _, err := Run(dir, func(d diag.Diagnostic) {
		if d.Span.Source == nil {
			t.Fatalf("%s has no place", d.Code)
		}
		list = append(list, d)
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

// arg returns the first argument of a finding.
func arg(d diag.Diagnostic) string {
	if len(d.Args) == 0 {
		return ""
	}
	if term, ok := d.Args[0].(diag.Term); ok {
		return term.EN
	}
	return fmt.Sprint(d.Args[0])
}

// checkedPDF compares an issue with its record and returns the codes of
// findings with their first arguments.
func checkedPDF(t *testing.T, r *batch.Result, side []byte, change func(*recorded)) (list []string) {
	t.Helper()
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	rec := recordOf(r)
	if side != nil {
		put(t, dir, "x.metadata.json", side)
		rec.sidecar = "x.metadata.json"
	}
	if change != nil {
		change(rec)
	}
	v := &verifier{root: root, tell: func(d diag.Diagnostic) {
		for _, lang := range []diag.Lang{diag.ZH, diag.EN} {
			if text := d.Message(lang); strings.Contains(text, "%!") {
				t.Errorf("%s: %s", d.Code, text)
			}
		}
		list = append(list, strings.TrimSpace(string(d.Code)+" "+arg(d)))
	}}
	v.checkPDF("x.pdf", r.PDF, sum512{hexSum(r.PDF), int64(len(r.PDF))}, rec)
	return sorted(list)
}

// TestRecorded checks that every recorded value is compared.
func TestRecorded(t *testing.T) {
	r := builtIssue(2021, 7, pdf.A2u)
	if list := checkedPDF(t, &r, r.Sidecar, nil); len(list) > 0 {
		t.Fatalf("%q", list)
	}
	for _, c := range []struct {
		what   string
		change func(*recorded)
		want   []string
	}{
		{"title", func(r *recorded) { r.title = "保险" }, []string{"authentic-metadata publication"}},
		{"year", func(r *recorded) { r.year = 2020 }, []string{"authentic-metadata year", "authentic-metadata year"}},
		{"number", func(r *recorded) { r.number = "8" }, []string{"authentic-metadata number"}},
		{"printed number", func(r *recorded) { r.printed = "第8期" }, []string{"authentic-metadata printed number"}},
		{"record", func(r *recorded) { r.record = "J002" }, slices.Repeat([]string{"authentic-metadata record number"}, 3)},
		{"date", func(r *recorded) { r.date = "2021-10-08" }, []string{"authentic-metadata date", "authentic-metadata date"}},
		{"pages", func(r *recorded) { r.pages = 3 }, []string{"complete-pages 2"}},
		{"profile", func(r *recorded) { r.profile = "archive PDF/A-2a" }, []string{"authentic-metadata format", "usable-standard PDF/A-2a"}},
		{"another profile", func(r *recorded) { r.profile = "print PDF/X-4" }, []string{"authentic-metadata format", "usable-standard PDF/X-4"}},
		{"PDF/X-1a", func(r *recorded) { r.profile = "print PDF/X-1a:2001" }, []string{"authentic-metadata format", "usable-standard PDF/X-1a:2001"}},
		{"PDF/A-3", func(r *recorded) { r.profile = "archive PDF/A-3u" }, []string{
			"authentic-metadata format", "complete-attachment articles/一.txt", "complete-attachment issue.toml", "complete-attachment record.json", "usable-standard PDF/A-3u",
		}},
		{"nothing", func(r *recorded) { *r = recorded{from: "x", pages: 2} }, nil},
	} {
		if list := checkedPDF(t, &r, r.Sidecar, c.change); !slices.Equal(list, c.want) {
			t.Errorf("%s: found %q, wanted %q", c.what, list, c.want)
		}
	}
	for _, c := range []struct {
		what, old, with string
		want            []string
	}{
		{"title", "期\"", "期x\"", []string{"authentic-metadata printed number", "authentic-metadata title"}},
		{"record", "J001", "J002", []string{"authentic-metadata record number"}},
		{"year", `"2021"`, `"2020"`, []string{"authentic-metadata year"}},
		{"date", "2021-10-07", "2021-10-08", []string{"authentic-metadata date"}},
		{"pages", `"页数": 2`, `"页数": 3`, []string{"complete-pages 2"}},
		{"size", `"计算机文件大小": `, `"计算机文件大小": 1`, []string{"authentic-metadata size"}},
		{"hash", `"SHA-512": "`, `"SHA-512": "0`, []string{"authentic-hash x.metadata.json"}},
		{"format", "PDF/A-2u", "PDF/A-2a", []string{"authentic-metadata format"}},
		{"all of it", "{", "[", []string{"usable-json invalid character ':' after array element"}},
	} {
		side := strings.ReplaceAll(string(r.Sidecar), c.old, c.with)
		if side == string(r.Sidecar) {
			t.Fatalf("%s: %q is not in %s", c.what, c.old, side)
		}
		if list := checkedPDF(t, &r, []byte(side), nil); !slices.Equal(list, c.want) {
			t.Errorf("sidecar, %s: found %q, wanted %q", c.what, list, c.want)
		}
	}
}

// TestInternalMetadata: metadata in two places of a file must agree, and must be complete
// in an archival file.
func TestInternalMetadata(t *testing.T) {
	r := builtIssue(2021, 7, pdf.A2u)
	remade := func(change func(*frame.Meta), opt pdf.Options, edits ...string) *batch.Result {
		meta := metaOf(2021, 7)
		if change != nil {
			change(&meta)
		}
		data, err := pdf.Bytes(document(meta), opt)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		for i := 0; i < len(edits); i += 2 {
			if !strings.Contains(text, edits[i]) || len(edits[i]) != len(edits[i+1]) {
				t.Fatalf("%q cannot become %q", edits[i], edits[i+1])
			}
			text = strings.ReplaceAll(text, edits[i], edits[i+1])
		}
		other := r
		other.PDF = []byte(text)
		return &other
	}
	archive := pdf.Options{Profile: pdf.Archive}
	for _, c := range []struct {
		what  string
		built *batch.Result
		want  []string
	}{
		{"as it is", remade(nil, archive), nil},
		// XMP is uncompressed in the file; everything else is compressed.
		{"title of XMP", remade(nil, archive, "简报&gt; 2021", "简报&gt; 2022"), []string{"authentic-metadata title"}},
		{"author of XMP", remade(nil, archive, "某县保障局", "某市保障局"), []string{"authentic-metadata author"}},
		{"subject of XMP", remade(nil, archive, "li xml:lang=\"x-default\">第 7", "li xml:lang=\"x-default\">第 8"), []string{"authentic-metadata subject"}},
		{"producer of XMP", remade(nil, archive, "<pdf:Producer>jianbao", "<pdf:Producer>jianba0"), []string{"authentic-metadata producer"}},
		{"program of XMP", remade(nil, archive, "<xmp:CreatorTool>jianbao", "<xmp:CreatorTool>jianba0"), []string{"authentic-metadata creator"}},
		{"time of XMP", remade(nil, archive, "CreateDate>2021-10-07T00", "CreateDate>2021-10-07T01"), []string{"authentic-metadata time of creation"}},
		{"time of change of XMP", remade(nil, archive, "ModifyDate>2021-10-07T00", "ModifyDate>2021-10-07T01"), []string{"authentic-metadata time of change"}},
		{"pages of XMP", remade(nil, archive, "<issue:pages>2", "<issue:pages>3"), []string{"complete-pages 2"}},
		{"identifier of XMP", remade(nil, archive, "<dc:identifier>J001", "<dc:identifier>J002"), []string{"authentic-metadata record number"}},
		{"part of PDF/A", remade(nil, archive, "<pdfaid:part>2", "<pdfaid:part>3"), []string{"usable-standard PDF/A-2u"}},
		{"no PDF/A", remade(nil, archive, "pdfaid:part>", "pdfaid:pxrt>"), []string{"usable-standard PDF/A-2u"}},
		{"XMP that is none", remade(nil, archive, "</rdf:RDF>", "</rdf:RDX>"), []string{
			"usable-metadata XML syntax error on line 70: element <RDF> closed by </RDX>", "usable-standard PDF/A-2u",
		}},
		{"no record", remade(func(m *frame.Meta) { m.Record = "" }, archive), []string{"complete-metadata record number"}},
		{"no title", remade(func(m *frame.Meta) { m.Title = "" }, archive), []string{"complete-metadata title"}},
		{"no date", remade(func(m *frame.Meta) { m.Created = frame.Date{} }, archive), []string{"complete-metadata date"}},
		{"for the screen", remade(nil, pdf.Options{}), []string{"complete-metadata date", "complete-metadata record number", "usable-standard PDF/A-2u"}},
		{"for an old press", remade(nil, pdf.Options{Profile: pdf.Print, Standard: pdf.X1a}), []string{"complete-metadata metadata (XMP)", "usable-standard PDF/A-2u"}},
	} {
		list := checkedPDF(t, c.built, nil, nil)
		if len(list) == len(c.want) && len(list) > 0 && strings.HasPrefix(list[0], "usable-metadata") {
			list[0] = c.want[0] // whose line does not matter
		}
		if !slices.Equal(list, c.want) {
			t.Errorf("%s: found %q, wanted %q", c.what, list, c.want)
		}
	}
}

func TestAttachments(t *testing.T) {
	whole := func() *batch.Result { r := builtIssue(2022, 2, pdf.A3u); return &r }
	with := func(list ...attached) *batch.Result {
		r := whole()
		data, err := pdf.Bytes(document(metaOf(2022, 2)), pdf.Options{Profile: pdf.Archive, Standard: pdf.A3u, Attachments: attachments(list...)})
		if err != nil {
			t.Fatal(err)
		}
		r.PDF = data
		return r
	}
	issue, article := attached{"issue.toml", "issue.toml", "schema = 1 # 2"}, attached{"articles/一.txt", "一.txt", "　　正文"}
	photo, style := attached{"photos/会场.jpg", "会场.jpg", "pixels"}, attached{"theme/红头.toml", "红头.toml", "theme"}
	other := attached{"articles/一.txt", "一.txt", "别的"}
	record := recordOfFiles(issue, article)
	theme := batch.Input{Name: "红头.toml", Kind: "theme", SHA512: hexSum([]byte("theme"))}
	for _, c := range []struct {
		what  string
		built *batch.Result
		want  []string
	}{
		{"all", whole(), nil},
		{"all, in another order", with(record, article, issue), nil},
		{"a picture and a theme as well", with(recordOfFiles(issue, article, photo, style), article, issue, photo, style), nil},
		{"a picture is missing", with(recordOfFiles(issue, article, photo), article, issue), []string{"complete-attachment photos/会场.jpg"}},
		{"another picture", with(recordOfFiles(issue, article, photo), article, issue, attached{"", "会场.jpg", "other"}), []string{"authentic-attachment photos/会场.jpg"}},
		{"an article is missing", with(issue, record), []string{"complete-attachment articles/一.txt"}},
		{"an article and its entry are missing", with(issue, recordOfFiles(issue)), []string{"complete-attachment articles/一.txt"}},
		{"another article", with(issue, record, other), []string{"authentic-attachment articles/一.txt"}},
		{"another article, with its record", with(issue, recordOfFiles(issue, other), other), []string{"authentic-attachment articles/一.txt"}},
		{"no record", with(issue, article), []string{"complete-attachment record.json"}},
		{"a record that is none", with(issue, article, attached{"", recordName, "["}), []string{"usable-json unexpected end of JSON input"}},
		{"one more", with(issue, article, record, attached{"", "x.exe", "x"}), []string{"safe-attachment x.exe"}},
		{"none", with(), []string{"complete-attachment articles/一.txt", "complete-attachment issue.toml", "complete-attachment record.json"}},
	} {
		list := checkedPDF(t, c.built, nil, func(r *recorded) { r.sources = append(slices.Clone(r.sources), theme) })
		if !slices.Equal(list, c.want) {
			t.Errorf("%s: found %q, wanted %q", c.what, list, c.want)
		}
	}
	// A file with attachments that must have none.
	list := checkedPDF(t, whole(), nil, func(r *recorded) { r.profile = "archive PDF/A-2u" })
	if want := []string{"safe-attachment issue.toml", "safe-attachment record.json", "safe-attachment 一.txt", "usable-standard PDF/A-2u"}; !slices.Equal(list, want) {
		t.Errorf("%q", list)
	}
}
