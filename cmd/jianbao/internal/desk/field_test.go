package desk

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/linktest"
)

const inBraces = "schema = 1\npublication = { title = \"月报\", issuer = [\"办公室\"] }\nissue = { year = 2026, number = 1, date = 2026-01-15 }\n\n[[section]]\ntitle = \"要闻\"\n[[section.article]]\ntitle = \"甲\"\ntext = \"甲的正文。\"\n"

// publicationIn writes an issue below a publication.toml and opens it.
func publicationIn(t *testing.T) (*work, string) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "publication.toml", "schema = 1\r\n# 共用\r\n[publication]\r\ntitle = \"月报\"\r\nissuer = \"办公室\"\r\n[style.set]\r\n\"body.size\" = \"四号\"\r\n")
	write(t, dir, "2026/01/issue.toml", "schema = 1\n[issue]\nyear = 2026\nnumber = 1\ndate = 2026-01-15\n[style.set.body]\nsize = \"三号\"\n\n[[section]]\ntitle = \"要闻\"\n[[section.article]]\ntitle = \"甲\"\ntext = \"甲的正文。\"\n")
	return reopen(t, filepath.Join(dir, "2026", "01")), dir
}

func TestSharedFile(t *testing.T) {
	w, dir := publicationIn(t)
	w.compose()
	if s := w.state(); s.title != "月报" {
		t.Fatal(s.title, s.failed)
	}
	if w.publication() != "../../publication.toml" {
		t.Fatal(w.publication())
	}
	set := func(q request) error {
		q.Action, q.Article = "set", -1
		_, err := w.do(&q)
		return err
	}
	if err := set(request{File: "../../publication.toml", Table: "publication", Key: "title", Type: "text", Value: "周报"}); err != nil {
		t.Fatal(err)
	}
	want := "schema = 1\r\n# 共用\r\n[publication]\r\ntitle = \"周报\"\r\nissuer = \"办公室\"\r\n[style.set]\r\n\"body.size\" = \"四号\"\r\n"
	if got := read(t, dir, "publication.toml"); got != want {
		t.Errorf("%q", got)
	}
	w.compose()
	if s := w.state(); s.title != "周报" {
		t.Errorf("the issue has the title %q", s.title)
	}
	if _, err := w.undo(false); err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir, "publication.toml"); !strings.Contains(got, "月报") {
		t.Error("not undone")
	}
	// It is written by its form alone, and nothing beside it is.
	if _, err := w.edit("../../publication.toml", "x"); !errors.Is(err, errOutside) {
		t.Error("edited as a text:", err)
	}
	if _, err := w.do(&request{Action: "fix", File: "../../publication.toml", To: 1}); !errors.Is(err, errOutside) {
		t.Error(err)
	}
	write(t, dir, "other.toml", "a = 1")
	for _, name := range []string{"../../other.toml", "../publication.toml", "../../../publication.toml"} {
		if _, err := w.textOf(name); err == nil {
			t.Errorf("%s was read", name)
		}
	}
	if err := w.folder.write("../../other.toml", nil); err == nil {
		t.Error("another file was written")
	}
}

// A publication.toml that comes while the desk is open is used, and so is a nearer one.
func TestSharedFileComes(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "2026/01/issue.toml", "schema = 1\n[publication]\ntitle = \"月报\"\n[issue]\nyear = 2026\nnumber = 1\ndate = 2026-01-15\n[[section]]\ntitle = \"要闻\"\n[[section.article]]\ntitle = \"甲\"\ntext = \"甲的正文。\"\n")
	w := reopen(t, filepath.Join(dir, "2026", "01"))
	w.compose()
	if _, err := w.textIn(w.publication()); err == nil {
		t.Fatal("there is a publication.toml")
	}
	asked := func() bool {
		select {
		case <-w.changed:
			return true
		default:
			return false
		}
	}
	issuerIs := func(want string) {
		t.Helper()
		w.compose()
		if got := w.last.Issue.Publication.Issuer; len(got) != 1 || got[0].Value != want {
			t.Errorf("the issuer is %v, not %q", got, want)
		}
	}
	for _, c := range []struct{ folder, name, issuer string }{
		{".", "../../publication.toml", "办公室"},
		{"2026", "../publication.toml", "编辑部"},
		{"2026/01", "publication.toml", "秘书处"},
	} {
		write(t, dir, c.folder+"/publication.toml", "schema = 1\n[publication]\nissuer = \""+c.issuer+"\"\n")
		w.poll()
		if asked() || w.publication() == c.name && c.folder != "2026/01" {
			t.Error("one look counts")
		}
		w.poll()
		if !asked() || w.publication() != c.name {
			t.Fatalf("%s is not noticed", c.name)
		}
		issuerIs(c.issuer)
		if _, err := w.do(&request{Action: "set", Article: -1, File: c.name, Table: "publication", Key: "issuer", Type: "text", Value: "新的" + c.issuer}); err != nil {
			t.Fatal(err)
		}
		issuerIs("新的" + c.issuer)
		if got := read(t, dir, c.folder+"/publication.toml"); !strings.Contains(got, "新的"+c.issuer) {
			t.Error(got)
		}
		w.poll()
		w.poll()
		w.poll()
		if list, _ := w.files(); len(list) != 0 {
			t.Errorf("told %+v", list)
		}
		asked()
	}
}

func TestSharedFileLink(t *testing.T) {
	w, dir := publicationIn(t)
	away := t.TempDir()
	write(t, away, "target.toml", "schema = 1\n")
	path := filepath.Join(dir, "publication.toml")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := linktest.Make(filepath.Join(away, "target.toml"), path); err != nil {
		t.Skip(err)
	}
	if err := w.folder.write("../../publication.toml", []byte("x")); err == nil {
		t.Error("written through a link")
	}
	if got := read(t, away, "target.toml"); got != "schema = 1\n" {
		t.Error(got)
	}
}

func TestOriginsInForm(t *testing.T) {
	w, _ := publicationIn(t)
	w.compose()
	text, err := w.textIn(manifestName)
	if err != nil {
		t.Fatal(err)
	}
	info := headForm(manifestName, text, diag.ZH)
	w.addOrigins(&info)
	got := map[string]fieldInfo{}
	for _, f := range info.Fields {
		got[f.Path] = f
	}
	for path, want := range map[string][2]string{
		"publication.title":    {`"月报"`, "publication"},
		"style.set.body.size":  {`"三号"`, "issue"},
		"issue.number":         {`1`, "issue"},
		"style.theme":          {`"bulletin"`, "default"},
		"style.set.page.paper": {`"A4"`, "bulletin"},
		"publication.period":   {`"month"`, "default"},
	} {
		f := got[path]
		if f.Applies != want[0] || f.Origin != want[1] {
			t.Errorf("%s: %s from %q, want %s", path, f.Applies, f.Origin, want)
		}
	}
	if f := got["style.set.body.size"]; !f.Set || f.Value != "三号" {
		t.Errorf("%+v", f)
	}
}

// TestFieldsInBraces: manifests may have their tables in braces.
func TestFieldsInBraces(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "issue.toml", inBraces)
	w := reopen(t, dir)
	for _, q := range []request{
		{Table: "issue", Key: "number", Type: "number", Value: "2"},
		{Table: "publication", Key: "period", Type: "enum", Value: "week"},
		{Table: "imprint", Key: "copies", Type: "int", Value: "300"},
	} {
		q.Action, q.Article = "set", -1
		if _, err := w.do(&q); err != nil {
			t.Fatal(q.Key, err)
		}
	}
	want := strings.NewReplacer(`number = 1`, `number = 2`, `["办公室"] }`, `["办公室"], period = "week" }`, "\n\n[[section]]", "\n\n[imprint]\ncopies = 300\n\n[[section]]").Replace(inBraces)
	if got := read(t, dir, "issue.toml"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestArticlesInBraces: articles that cannot be told by their headers are not rearranged.
func TestArticlesInBraces(t *testing.T) {
	dir := t.TempDir()
	text := "schema = 1\npublication = { title = \"月报\", issuer = [\"办公室\"] }\nissue = { year = 2026, number = 1, date = 2026-01-15 }\n\n[[section]]\ntitle = \"要闻\"\narticle = [{ title = \"甲\", text = \"甲的正文。\" }]\n[[section]]\ntitle = \"简讯\"\n[[section.article]]\ntitle = \"乙\"\ntext = \"乙的正文。\"\n"
	write(t, dir, "issue.toml", text)
	w := reopen(t, dir)
	for _, q := range []request{{Action: "rename", Title: "丙"}, {Action: "remove"}, {Action: "down"}, {Action: "add", Title: "丁"}, {Action: "set", Table: "section.article", Key: "title", Type: "text", Value: "戊"}} {
		if _, err := w.do(&q); !errors.Is(err, errBraces) {
			t.Errorf("%s: %v", q.Action, err)
		}
	}
	if got := read(t, dir, "issue.toml"); got != text {
		t.Error(got)
	}
}

func TestFormHandler(t *testing.T) {
	s, _ := shelfIn(t)
	rw := ask(s, http.MethodGet, "/api/form?issue=2026/03&article=-1&file=issue.toml", "")
	if rw.Code != http.StatusOK || !strings.Contains(rw.Body.String(), `"path":"issue.number"`) {
		t.Errorf("%d %.200s", rw.Code, rw.Body)
	}
}
