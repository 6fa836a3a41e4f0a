package desk

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"jianbao/cmd/jianbao/internal/next"
	"jianbao/layout/edition"
)

const shelfIssue = "schema = 1\n[publication]\ntitle = \"月报\"\nissuer = [\"办公室\"]\n[issue]\nyear = 2026\nnumber = NUMBER\ndate = DATE\n\n[[section]]\ntitle = \"要闻\"\n[[section.article]]\ntitle = \"甲\"\ntext = \"甲的正文。\"\n"

// shelfIn makes a shelf with two issues and a server for it.
func shelfIn(t *testing.T) (*server, string) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "2026/03/issue.toml", strings.NewReplacer("NUMBER", "3", "DATE", "2026-03-31").Replace(shelfIssue))
	write(t, dir, "2026/12/issue.toml", strings.NewReplacer("NUMBER", "12", "DATE", "2026-12-31").Replace(shelfIssue))
	s, err := newServer(Options{Folder: dir, Tool: edition.Tool{Name: "jianbao", Version: "test"}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	return s, dir
}

// ask makes a request as a page that has the cookie.
func ask(s *server, method, address, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, address, strings.NewReader(body))
	rw := httptest.NewRecorder()
	s.mux.ServeHTTP(rw, r)
	return rw
}

// The types of the page's files do not come from the system.
func TestTypesOfAssets(t *testing.T) {
	s, _ := shelfIn(t)
	for name, want := range map[string]string{"/": "text/html", "/desk.css": "text/css", "/icon.svg": "image/svg+xml", "/js/main.js": "text/javascript", "/js/words.js": "text/javascript"} {
		rw := ask(s, http.MethodGet, name, "")
		if got := rw.Header().Get("Content-Type"); rw.Code != http.StatusOK || got != want+"; charset=utf-8" || rw.Body.Len() == 0 {
			t.Errorf("%s: %d %q", name, rw.Code, got)
		}
	}
	for _, name := range []string{"/web/desk.css", "/index.html", "/js/", "/js/none.js", "/served/main.js"} {
		if rw := ask(s, http.MethodGet, name, ""); rw.Code < 400 {
			t.Errorf("%s: %d", name, rw.Code)
		}
	}
}

func TestNewIssue(t *testing.T) {
	s, dir := shelfIn(t)
	proposal := ask(s, http.MethodGet, "/api/next", "").Body.String()
	if !strings.Contains(proposal, `"from":"2026/12","folder":"2027/01","year":2027,"number":"1","date":"2027-01-31"`) {
		t.Fatal(proposal)
	}
	for _, body := range []string{`{"from":"2026/12","folder":"../away"}`, `{"from":"..","folder":"x"}`, `{"from":"2026/12","folder":"."}`, `{"from":"none","folder":"x"}`} {
		if rw := ask(s, http.MethodPost, "/api/new", body); rw.Code < 400 {
			t.Errorf("%s: %d", body, rw.Code)
		}
	}
	if rw := ask(s, http.MethodPost, "/api/new", `{"from":"2026/12","folder":"2027/01"}`); rw.Code != http.StatusOK {
		t.Fatal(rw.Code, rw.Body)
	}
	text := read(t, dir, "2027/01/issue.toml")
	for _, want := range []string{"year = 2027", "number = 1", "date = 2027-01-31", `file  = "articles/01.txt"`} {
		if !strings.Contains(text, want) {
			t.Errorf("the manifest has no %s:\n%s", want, text)
		}
	}
	if read(t, dir, "2027/01/articles/01.txt") == "" {
		t.Error("the article is empty")
	}
	if rw := ask(s, http.MethodPost, "/api/new", `{"from":"2026/12","folder":"2027/01"}`); rw.Code != http.StatusConflict {
		t.Errorf("an issue was overwritten: %d", rw.Code)
	}
	if rw := ask(s, http.MethodGet, "/api/cover?issue=2027/01", ""); rw.Code != http.StatusOK || !strings.Contains(rw.Body.String(), `"outlines":["M`) {
		t.Errorf("cover: %d %.80s", rw.Code, rw.Body)
	}
}

func TestProposedFolder(t *testing.T) {
	number := next.Number{Year: 2026, Issue: "4", Date: time.Date(2026, 4, 30, 0, 0, 0, 0, time.UTC)}
	for folder, want := range map[string]string{
		"简报-2026-03":   "简报-2026-04",
		"第3期":          "第4期",
		"2026/03":      "2026/04",
		"2026年3月":      "2026年4月",
		"work":         "2026-04",
		"a/2026/work3": "a/2026/work4",
		"taken-3":      "taken-4-2",
	} {
		last := issueInfo{Folder: folder, Year: 2026, Number: "3", Date: "2026-03-31"}
		if got := proposed(&last, &number, func(name string) bool { return name == "taken-4" }); got != want {
			t.Errorf("after %s: %s, want %s", folder, got, want)
		}
	}
}

func TestOutputState(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a/issue.toml", shelfIssue)
	if got := outputState(dir+"/a", "a"); got != "draft" {
		t.Error(got)
	}
	write(t, dir, "a/a-print.pdf", "%PDF")
	if got := outputState(dir+"/a", "a"); got != "built" {
		t.Error(got)
	}
}

// TestListOnShelf: a list of back issues makes their manifests, and says what is wrong
// with it.
func TestListOnShelf(t *testing.T) {
	s, dir := shelfIn(t)
	list := "title,year,number,date,section,article title,file\n月报,2020,1,2020-01-31,要闻,旧文,01.txt\n"
	rw := ask(s, http.MethodPost, "/api/list?name=list.csv", list)
	if rw.Code != http.StatusOK || !strings.Contains(rw.Body.String(), `"written":1`) {
		t.Fatal(rw.Code, rw.Body)
	}
	if got := read(t, dir, "月报-2020-1/issue.toml"); !strings.Contains(got, "旧文") {
		t.Error(got)
	}
	if rw := ask(s, http.MethodPost, "/api/list?name=list.csv", "nothing\n"); rw.Code != http.StatusOK || !strings.Contains(rw.Body.String(), `"written":0`) || strings.Contains(rw.Body.String(), `"told":[]`) {
		t.Error(rw.Code, rw.Body)
	}
	if rw := ask(s, http.MethodPost, "/api/list?name=a.exe", list); rw.Code != http.StatusUnsupportedMediaType {
		t.Error(rw.Code)
	}
}
