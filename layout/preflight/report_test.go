package preflight

import (
	"bytes"
	"encoding/json"
	"testing"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/pdf"
)

// TestReportFormat compares a whole report, key for key: others read it.
func TestReportFormat(t *testing.T) {
	j := clean(t)
	j.photo().Alt = ""
	j.Added = []int{3}
	r, _ := j.look(t)
	src := &diag.Source{Path: "publication.toml", Data: []byte("a\n  b = 1")}
	values := []Value{{Key: "b", Value: int64(1), At: diag.Span{Source: src, Start: 8, End: 9}}, {Key: "body.size", Value: "四号", From: "theme gongwen"}}
	got, err := r.JSON(Writing{Tool: "jianbao", Version: "1.2", Lang: diag.EN, Faces: []fonts.Info{{Face: freeFace, SHA256: "ab12"}}, Values: values})
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"schema":1,"tool":"jianbao","version":"1.2","title":"试刊","profile":"print","standard":"PDF/X-4",` +
		`"condition":{"id":"TEST","name":"","registry":"","profile":true,"totalInk":300},"inks":"cmyk+spot",` +
		`"plates":["Black","Cyan","Magenta","Red","Yellow"],"pages":4,"binding":"saddle","blanks":[{"page":4,"added":true}],` +
		`"boxes":[{"first":1,"last":3,"media":[216,303],"bleed":[0,0,216,303],"trim":[3,3,210,297]},{"first":4,"last":4,"media":[210,297],"bleed":null,"trim":null}],"marks":false,"pictures":[` +
		`{"page":1,"label":"","file":"photos/cover.jpg","size":[216,144],"pixels":[3000,2000],"ppi":352,"bilevel":false,"from":"gray","profile":"","to":"gray","totalInkGiven":0,"totalInk":0,"limited":false},` +
		`{"page":2,"label":"1","file":"photos/meeting.jpg","size":[101.6,76.2],"pixels":[1200,900],"ppi":300,"bilevel":false,"from":"cmyk","profile":"","to":"cmyk","totalInkGiven":330,"totalInk":300,"limited":false},` +
		`{"page":3,"label":"2","file":"photos/plan.png","size":[101.6,50.8],"pixels":[2400,1200],"ppi":600,"bilevel":true,"from":"gray","profile":"","to":"gray","totalInkGiven":0,"totalInk":0,"limited":false}],` +
		`"faces":[{"name":"JianbaoTest-Regular","fsType":0,"embedded":true,"subset":true,"sha256":"ab12"}],"errors":0,"warnings":1,"notices":1,` +
		`"findings":[{"code":"preflight-blanks","severity":"notice","page":0,"label":"","object":"","value":"1","limit":"","place":null,` +
		`"message":"saddle stitching needs a multiple of 4 pages: 1 blank page added, as 4 of 4","hint":""},` +
		`{"code":"preflight-alt-print","severity":"warning","page":2,"label":"1","object":"photos/meeting.jpg","value":"","limit":"",` +
		`"place":{"path":"issue.toml","line":1,"column":10},"message":"picture photos/meeting.jpg has no alternate text",` +
		`"hint":"not needed for print, but the screen and archive files of this issue cannot be made without it"}],` +
		`"values":[{"key":"b","value":1,"place":{"path":"publication.toml","line":2,"column":7}},{"key":"body.size","value":"四号","from":"theme gongwen"}]}`
	var flat bytes.Buffer
	if err := json.Compact(&flat, got); err != nil {
		t.Fatal(err)
	}
	if flat.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &flat, want)
	}
	if n := len(got); n == 0 || got[n-1] != '\n' || got[n-2] == '\n' {
		t.Errorf("a report ends with one line end")
	}
}

// TestEmptyReport: without a file, and with nothing to list, lists are empty and
// not null.
func TestEmptyReport(t *testing.T) {
	j := clean(t)
	j.archive()
	j.Result = nil
	j.Doc.Pages = j.Doc.Pages[:1]
	j.Doc.Pages[0].Items = nil
	r, _ := j.look(t)
	got, err := r.JSON(Writing{Tool: "jianbao", Lang: diag.ZH})
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(got, &v); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"plates", "blanks", "boxes", "pictures", "faces", "findings"} {
		if list, ok := v[key].([]any); !ok || len(list) != 0 {
			t.Errorf("%s is %v", key, v[key])
		}
	}
	if v["standard"] != "PDF/A-2u" || v["condition"] != nil || v["inks"] != "" {
		t.Errorf("%s", got)
	}
}

// TestStandardNames: every profile and standard that can be asked for has a name.
func TestStandardNames(t *testing.T) {
	for _, tt := range []struct {
		opt  pdf.Options
		want string
	}{
		{pdf.Options{}, ""}, {pdf.Options{Profile: pdf.Print}, "PDF/X-4"}, {pdf.Options{Profile: pdf.Print, Standard: pdf.X1a}, "PDF/X-1a:2001"},
		{pdf.Options{Profile: pdf.Archive}, "PDF/A-2u"}, {pdf.Options{Profile: pdf.Archive, Standard: pdf.A2a}, "PDF/A-2a"},
		{pdf.Options{Profile: pdf.Archive, Standard: pdf.A3u}, "PDF/A-3u"},
	} {
		j := clean(t)
		j.Options = tt.opt
		if r, _ := j.look(t); r.Standard != tt.want {
			t.Errorf("%v: %q, want %q", tt.opt, r.Standard, tt.want)
		}
	}
}
