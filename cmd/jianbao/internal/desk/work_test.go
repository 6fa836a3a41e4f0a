package desk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jianbao/content/diag"
	"jianbao/content/linktest"
	"jianbao/layout/edition"
)

// issueIn writes a small issue into a new folder and opens it.
func issueIn(t *testing.T) (*work, string) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "issue.toml", "schema = 1\n\n[publication]\ntitle  = \"月报\"\nissuer = [\"办公室\"]\n\n[issue]\nyear   = 2026\nnumber = 1\ndate   = 2026-01-15\n\n[[section]]\ntitle = \"要闻\"\n\n[[section.article]]\ntitle = \"甲\"\nfile  = \"articles/01.md\"\n\n[[section.article]]\ntitle = \"乙\"\ntext  = \"\"\"\n乙的正文。\n\"\"\"\n")
	write(t, dir, "articles/01.md", "甲的正文。\r\n\r\n第二段。\r\n")
	return reopen(t, dir), dir
}

func reopen(t *testing.T, dir string) *work {
	t.Helper()
	w, err := openWork(Options{Tool: edition.Tool{Name: "jianbao", Version: "test"}}, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.folder.close)
	return w
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func edit(t *testing.T, w *work, name, text string) {
	t.Helper()
	if _, err := w.edit(name, text); err != nil {
		t.Fatal(err)
	}
}

func TestEditAndSave(t *testing.T) {
	w, dir := issueIn(t)
	w.compose()
	s := w.state()
	if len(s.pages) == 0 || len(s.articles) != 2 || s.articles[0].Page == "" {
		t.Fatalf("%d pages, articles %v", len(s.pages), s.articles)
	}
	first := s.pages[len(s.pages)-1].Hash
	edit(t, w, "articles/01.md", "甲的新正文。\n\n第二段。\n")
	edit(t, w, "issue.toml#2", "乙的新正文。\n")
	w.save(time.Hour)
	if got := read(t, dir, "articles/01.md"); got != "甲的正文。\r\n\r\n第二段。\r\n" {
		t.Errorf("saved before it was due: %q", got)
	}
	w.compose()
	if now := w.state(); now.revision != s.revision+1 || now.pages[len(now.pages)-1].Hash == first {
		t.Error("the pages did not change")
	}
	w.save(0)
	if got := read(t, dir, "articles/01.md"); got != "甲的新正文。\r\n\r\n第二段。\r\n" {
		t.Errorf("saved %q", got)
	}
	if got := read(t, dir, "issue.toml"); !strings.Contains(got, "\"\"\"\n乙的新正文。\n\"\"\"") {
		t.Errorf("saved %q", got)
	}
	for range 2 {
		if _, err := w.undo(false); err != nil {
			t.Fatal(err)
		}
	}
	if got := read(t, dir, "articles/01.md"); got != "甲的正文。\r\n\r\n第二段。\r\n" {
		t.Errorf("after undo %q", got)
	}
}

// A change that a kill kept from being written is there when the issue is opened again.
func TestRestore(t *testing.T) {
	w, dir := issueIn(t)
	edit(t, w, "articles/01.md", "没有写完的。\n")
	if err := w.history.add("articles/01.md", change{Base: w.texts["articles/01.md"].base, Text: w.texts["articles/01.md"].raw}); err != nil {
		t.Fatal(err)
	}
	again := reopen(t, dir)
	info, err := again.textOf("articles/01.md")
	if err != nil || info.Text != "没有写完的。\n" || len(again.notes) != 1 {
		t.Fatalf("%v %v %v", info, err, again.notes)
	}
	again.save(0)
	if got := read(t, dir, "articles/01.md"); got != "没有写完的。\n" && got != "没有写完的。\r\n" {
		t.Errorf("saved %q", got)
	}
	if last := reopen(t, dir); len(last.notes) != 0 {
		t.Errorf("restored again: %v", last.notes)
	}
}

// A file that was changed elsewhere, too, is not written over; both texts are kept.
func TestConflict(t *testing.T) {
	for _, mine := range []bool{true, false} {
		w, dir := issueIn(t)
		edit(t, w, "articles/01.md", "我的。\n")
		write(t, dir, "articles/01.md", "他的。\n")
		w.save(0)
		if got := read(t, dir, "articles/01.md"); got != "他的。\n" {
			t.Fatalf("written over: %q", got)
		}
		if list, _ := w.files(); len(list) != 1 || !list[0].Clash {
			t.Fatalf("told %v", list)
		}
		edit(t, w, "articles/01.md", "我的，又改了。\n")
		w.save(0)
		if err := w.keep("articles/01.md", mine); err != nil {
			t.Fatal(err)
		}
		want := "他的。\n"
		if mine {
			want = "我的，又改了。\n"
		}
		if got := strings.ReplaceAll(read(t, dir, "articles/01.md"), "\r", ""); got != want {
			t.Errorf("kept %q, want %q", got, want)
		}
		var texts []string
		for _, n := range w.history.entries("articles/01.md") {
			data, err := w.folder.root.ReadFile(w.history.entry("articles/01.md", n))
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, string(data))
		}
		if len(texts) == 0 {
			t.Error("nothing is in the history")
		}
	}
}

// A change elsewhere counts when two polls agree.
func TestPoll(t *testing.T) {
	w, dir := issueIn(t)
	if _, err := w.textOf("articles/01.md"); err != nil {
		t.Fatal(err)
	}
	text := func() string {
		info, err := w.textOf("articles/01.md")
		if err != nil {
			t.Fatal(err)
		}
		return info.Text
	}
	write(t, dir, "articles/01.md", "写了一半")
	w.poll()
	write(t, dir, "articles/01.md", "写完了。\n")
	w.poll()
	if got := text(); got != "甲的正文。\n\n第二段。\n" {
		t.Errorf("taken too early: %q", got)
	}
	w.poll()
	if got := text(); got != "写完了。\n" {
		t.Errorf("not taken: %q", got)
	}
	if err := os.Remove(filepath.Join(dir, "articles", "01.md")); err != nil {
		t.Fatal(err)
	}
	w.poll()
	w.poll()
	if list, _ := w.files(); len(list) != 1 || !list[0].Gone || text() != "写完了。\n" {
		t.Errorf("the vanished file is told as %v, %q", list, text())
	}
	w.save(0)
	if _, err := os.Stat(filepath.Join(dir, "articles", "01.md")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("it was written again unasked")
	}
}

func TestActions(t *testing.T) {
	w, dir := issueIn(t)
	w.compose()
	do := func(q request) result {
		t.Helper()
		q.Before = -1
		r, err := w.do(&q)
		if err != nil {
			t.Fatalf("%s: %v", q.Action, err)
		}
		w.compose()
		return r
	}
	before := read(t, dir, "issue.toml")
	do(request{Action: "rename", Article: 0, Title: "新的“甲”"})
	do(request{Action: "down", Article: 0})
	do(request{Action: "add", Title: "丙/丁"})
	if got := titles(read(t, dir, "issue.toml")); strings.Join(got, "，") != "0乙，0新的“甲”，0丙/丁" {
		t.Errorf("%q", got)
	}
	do(request{Action: "remove", Article: 1})
	if _, err := os.Stat(filepath.Join(dir, "articles", "01.md")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the file of a removed article is still there")
	}
	do(request{Action: "set", Table: "issue", Key: "number", Type: "number", Value: "2"})
	do(request{Action: "set", Table: "style.set", Key: "body.size", Type: "size", Value: "12pt"})
	if got := read(t, dir, "issue.toml"); !strings.Contains(got, "number = 2\n") || !strings.Contains(got, "[style.set]\n\"body.size\" = \"12pt\"\n\n[[section]]") {
		t.Errorf("%s", got)
	}
	for range 6 {
		if _, err := w.undo(false); err != nil {
			t.Fatal(err)
		}
	}
	if got := read(t, dir, "issue.toml"); got != before {
		t.Errorf("after undo:\n%s", got)
	}
	if got := read(t, dir, "articles/01.md"); got != "甲的正文。\r\n\r\n第二段。\r\n" {
		t.Errorf("the removed file came back as %q", got)
	}
	for range 6 {
		if _, err := w.undo(true); err != nil {
			t.Fatal(err)
		}
	}
	if got := titles(read(t, dir, "issue.toml")); strings.Join(got, "，") != "0乙，0丙/丁" {
		t.Errorf("after redo %q", got)
	}
}

// Nothing outside of the folder is read or written.
func TestOutside(t *testing.T) {
	w, dir := issueIn(t)
	outside := t.TempDir()
	write(t, outside, "secret.txt", "x")
	names := []string{"../secret.txt", "/etc/hosts", "articles/../../x", "", `..\x`}
	if linktest.Make(outside, filepath.Join(dir, "link")) == nil {
		names = append(names, "link/secret.txt")
	}
	for _, name := range names {
		if _, err := w.textOf(name); err == nil {
			t.Errorf("%q was read", name)
		}
		if err := w.folder.write(name, []byte("x")); err == nil && name != `..\x` {
			t.Errorf("%q was written", name)
		}
	}
	if got := read(t, outside, "secret.txt"); got != "x" {
		t.Errorf("%q", got)
	}
}

// A conflict is told once, and again if the file changes further; what was here is in the
// history also if the disk's text is chosen before it was saved.
func TestConflictTold(t *testing.T) {
	w, dir := issueIn(t)
	edit(t, w, "articles/01.md", "我的。\n")
	w.compose()
	told := func() (n int) {
		events, done := w.told.listen()
		defer done()
		for range 4 {
			w.poll()
		}
		select {
		case <-w.changed:
			n += 100
		default:
		}
		return n + len(events)
	}
	write(t, dir, "articles/01.md", "他的。\n")
	if n := told(); n != 101 {
		t.Errorf("told %d times", n)
	}
	if n := told(); n != 0 {
		t.Errorf("told again: %d", n)
	}
	write(t, dir, "articles/01.md", "他又改了。\n")
	if n := told(); n != 101 {
		t.Errorf("told %d times", n)
	}
	if list, _ := w.files(); len(list) != 1 || list[0].Theirs != "他又改了。\n" {
		t.Errorf("%+v", list)
	}
	if err := w.keep("articles/01.md", false); err != nil {
		t.Fatal(err)
	}
	if last, ok := w.history.newest("articles/01.md"); !ok || string(last.Text) != "我的。\r\n" {
		t.Errorf("the history has %q", last.Text)
	}
	if again := reopen(t, dir); len(again.notes) != 0 {
		t.Errorf("restored: %v", again.notes)
	}
}

// A text that cannot be written stays here, is told with the reason, is written as soon
// as that is possible, and keeps files from being made without it.
func TestUnsavedIsTold(t *testing.T) {
	w, dir := issueIn(t)
	own := filepath.Join(dir, own)
	if err := os.RemoveAll(own); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(own, nil, 0o666); err != nil { // in the place of the folder
		t.Fatal(err)
	}
	edit(t, w, "articles/01.md", "甲的新正文。\n")
	w.save(0)
	list, _ := w.files()
	if len(list) != 1 || list[0].Failed == "" || list[0].Mine != "甲的新正文。\r\n" || list[0].Gone || list[0].Clash {
		t.Fatalf("%+v", list)
	}
	if err := w.unsaved(); !errors.Is(err, errUnsaved) || !strings.Contains(err.Error(), "articles/01.md") {
		t.Errorf("unsaved: %v", err)
	}
	if got := read(t, dir, "articles/01.md"); got != "甲的正文。\r\n\r\n第二段。\r\n" {
		t.Errorf("written: %q", got)
	}
	if err := os.Remove(own); err != nil {
		t.Fatal(err)
	}
	w.save(0)
	if list, _ := w.files(); len(list) != 0 || w.unsaved() != nil {
		t.Errorf("%+v, unsaved %v", list, w.unsaved())
	}
	if got := read(t, dir, "articles/01.md"); got != "甲的新正文。\r\n" {
		t.Errorf("not written: %q", got)
	}
}

// A finished file is old once a file of the issue has changed after it.
func TestOldOutput(t *testing.T) {
	w, dir := issueIn(t)
	w.compose()
	name := filepath.Base(dir) + ".pdf"
	write(t, dir, name, "%PDF-")
	at := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(dir, name), at, at); err != nil {
		t.Fatal(err)
	}
	if list := w.outputs(); len(list) != 1 || list[0].Old {
		t.Errorf("%+v", list)
	}
	later := at.Add(time.Minute)
	if err := os.Chtimes(filepath.Join(dir, "articles", "01.md"), later, later); err != nil {
		t.Fatal(err)
	}
	if list := w.outputs(); len(list) != 1 || !list[0].Old {
		t.Errorf("%+v", list)
	}
}

// An action on an article whose place in the manifest another program has changed since
// the page was shown is not done to the article that stands there now.
func TestMovedArticle(t *testing.T) {
	w, dir := issueIn(t)
	w.compose()
	before := read(t, dir, "issue.toml")
	for _, q := range []request{
		{Action: "remove", Article: 1}, {Action: "rename", Article: 1, Title: "丙"}, {Action: "up", Article: 1}, {Action: "move", Article: 1, Before: 0},
		{Action: "set", Article: 1, Table: "section.article", Key: "source", Type: "text", Value: "丙"}, {Action: "to-text", Article: 1},
	} {
		q.Of = "articles/01.md" // which is at index 0
		if _, err := w.do(&q); !errors.Is(err, errMoved) && (q.Action != "to-text" || !errors.Is(err, errWrong)) {
			t.Errorf("%s: %v", q.Action, err)
		}
		if got := read(t, dir, "issue.toml"); got != before {
			t.Fatalf("%s: %s", q.Action, got)
		}
	}
	if _, err := w.do(&request{Action: "rename", Article: 0, Of: "articles/01.md", Title: "丙"}); err != nil {
		t.Error(err)
	}
	if _, err := w.do(&request{Action: "rename", Article: 1, Of: "issue.toml#2", Title: "丁"}); err != nil {
		t.Error(err)
	}
}

// A finding's proposal is taken only while the text is the one that it is about.
func TestStaleFix(t *testing.T) {
	w, dir := issueIn(t)
	write(t, dir, "issue.toml", strings.Replace(read(t, dir, "issue.toml"), "number =", "nummer =", 1))
	edit(t, w, "articles/01.md", "甲的正文,第一段。\n")
	w.save(0)
	w.compose()
	s := w.state()
	proposal := func(code diag.Code) *request {
		for _, d := range s.findings {
			if d.Code == code {
				return &request{Action: "fix", File: s.named(d.Span.Source), From: d.Span.Start, To: d.Span.End, Text: "，", Revision: s.revision}
			}
		}
		t.Fatalf("no %s in %v", code, s.findings)
		return nil
	}
	comma, key := proposal("proof-ascii-mark"), proposal("unknown-key")
	edit(t, w, "articles/01.md", "前言。甲的正文,第一段。\n")
	if _, err := w.do(comma); !errors.Is(err, errLater) {
		t.Errorf("another text: %v", err)
	}
	key.Text = "number"
	if _, err := w.do(key); err != nil {
		t.Errorf("the manifest, which is the same: %v", err)
	}
	w.compose()
	s = w.state()
	if _, err := w.do(comma); !errors.Is(err, errLater) {
		t.Errorf("checked since, but the finding is older: %v", err)
	}
	if _, err := w.do(proposal("proof-ascii-mark")); err != nil {
		t.Error(err)
	}
	if got := read(t, dir, "articles/01.md"); got != "前言。甲的正文，第一段。\r\n" {
		t.Errorf("%q", got)
	}
	if got := read(t, dir, "issue.toml"); !strings.Contains(got, "number =") {
		t.Error(got)
	}
	write(t, dir, "articles/01.md", "别处写的,正文。\n") // not seen yet
	w.compose()
	s = w.state()
	w.texts["articles/01.md"].raw = []byte("甲,乙。\n") // as after the next poll
	if _, err := w.do(&request{Action: "fix", File: "articles/01.md", From: 3, To: 4, Text: "，", Revision: s.revision}); !errors.Is(err, errLater) {
		t.Errorf("changed outside: %v", err)
	}
}

// TestAttachments: attachments are not listed, so that an article's index is that of its
// table in the manifest.
func TestAttachments(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "issue.toml", "schema = 1\n[publication]\ntitle = \"月报\"\n[issue]\nyear = 2026\nnumber = 1\ndate = 2026-01-15\n[[section]]\ntitle = \"要闻\"\n[[section.article]]\ntitle = \"甲\"\ntext = \"甲的正文。\"\n[[section.article.attachments]]\ntitle = \"附\"\nfile = \"articles/fu.txt\"\n[[section.article]]\ntitle = \"乙\"\ntext = \"乙的正文。\"\n")
	write(t, dir, "articles/fu.txt", "附件的正文。\n")
	w := reopen(t, dir)
	w.compose()
	s := w.state()
	if len(s.articles) != 2 || s.articles[1].Title != "乙" || s.articles[1].Page == "" || s.sources["articles/fu.txt"] == nil {
		t.Fatalf("%+v", s.articles)
	}
	if _, err := w.do(&request{Action: "rename", Article: 1, Title: "丙"}); err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir, "issue.toml"); !strings.Contains(got, "title = \"丙\"\ntext = \"乙的正文。\"") {
		t.Error(got)
	}
}

// TestArticleEnds: how articles fill their pages is known, so that an editor can fit them.
func TestArticleEnds(t *testing.T) {
	w, _ := issueIn(t)
	w.compose()
	for _, a := range w.state().articles {
		if a.Pages != 1 || a.Last != a.Page || a.Free < 10 {
			t.Errorf("%+v", a)
		}
	}
	if _, err := w.do(&request{Action: "set", Table: "section.article", Key: "fit", Type: "int", Value: "1", Article: 1, Picture: -1}); err != nil {
		t.Fatal(err)
	}
}

// TestItems: fields of pictures and tables are changed in their tables, and the tables
// removed.
func TestItems(t *testing.T) {
	_, dir := issueIn(t)
	text := read(t, dir, "issue.toml")
	own := "\n# 一图\n[[section.article.picture]]\nfile = \"a.png\"\nalt = \"图\"\n\n[[section.article.table]]\ntext = \"\"\"\na,b\n1,2\n\"\"\"\n"
	write(t, dir, "issue.toml", text+own)
	w := reopen(t, dir)
	for _, q := range []request{
		{Action: "set", Table: pictureTable, Key: "crop", Type: "text", Value: "4:3 20%"},
		{Action: "set", Table: tableTable, Key: "text", Type: "text", Value: "a,b\n1,2\n3,4\n5,6"},
	} {
		q.Article = 1
		if _, err := w.do(&q); err != nil {
			t.Fatal(q.Key, err)
		}
	}
	want := text + strings.NewReplacer("alt = \"图\"\n", "alt = \"图\"\ncrop = \"4:3 20%\"\n", "1,2\n\"\"\"", "1,2\n3,4\n5,6\"\"\"").Replace(own)
	if got := read(t, dir, "issue.toml"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if _, err := w.do(&request{Action: "remove-item", Table: pictureTable, Article: 1}); err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir, "issue.toml"); strings.Contains(got, "picture") || strings.Contains(got, "一图") || !strings.Contains(got, "5,6") {
		t.Error(got)
	}
	if _, err := w.do(&request{Action: "remove-item", Table: "section", Article: 1}); err == nil {
		t.Error("removed something else")
	}
}

func TestSections(t *testing.T) {
	w, dir := issueIn(t)
	if _, err := w.do(&request{Action: "rename-section", Section: 0, Title: "短讯"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.do(&request{Action: "add-section", Title: "文苑"}); err != nil {
		t.Fatal(err)
	}
	got := read(t, dir, "issue.toml")
	if !strings.Contains(got, "[[section]]\ntitle = \"短讯\"") || !strings.HasSuffix(got, "\n\n[[section]]\ntitle = \"文苑\"\n\n[[section.article]]\ntitle = \"文苑\"\ntext  = \"\"\n") {
		t.Error(got)
	}
}

// A step cannot be taken back once another program has changed its file; those of other
// files still can.
func TestUndoAfterChangeOutside(t *testing.T) {
	w, dir := issueIn(t)
	first := read(t, dir, "issue.toml")
	if _, err := w.do(&request{Action: "rename", Article: 1, Title: "新题"}); err != nil {
		t.Fatal(err)
	}
	edit(t, w, "articles/01.md", "我的。\n")
	w.save(0)
	write(t, dir, "articles/01.md", "他的。\n")
	w.poll()
	w.poll()
	if info, err := w.textOf("articles/01.md"); err != nil || info.Text != "他的。\n" {
		t.Fatalf("%+v %v", info, err)
	}
	if undo, _ := w.steps(); undo != "rename" {
		t.Errorf("the step to be taken back is %q", undo)
	}
	if _, err := w.undo(false); err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir, "issue.toml"); got != first {
		t.Errorf("after undo %q", got)
	}
	if got := read(t, dir, "articles/01.md"); got != "他的。\n" {
		t.Errorf("after undo %q", got)
	}
	if names, err := w.undo(false); names != nil || err != nil {
		t.Errorf("taken back: %v %v", names, err)
	}
}

// A file becomes UTF-8 together with its own article, wherever that stands by now.
func TestToUTF8OfMoved(t *testing.T) {
	w, dir := issueIn(t)
	manifest := strings.Replace(read(t, dir, "issue.toml"), "title = \"乙\"\n", "title = \"丙\"\nfile  = \"articles/03.txt\"\nencoding = \"utf-8\"\n\n[[section.article]]\ntitle = \"丁\"\nfile  = \"articles/04.txt\"\nencoding = \"gb18030\"\n\n[[section.article]]\ntitle = \"乙\"\n", 1)
	write(t, dir, "issue.toml", manifest)
	write(t, dir, "articles/03.txt", "丙的正文。\n")
	write(t, dir, "articles/04.txt", "\xb6\xa1\xb5\xc4\xd5\xfd\xce\xc4\xa1\xa3\n")
	w.compose()
	if _, err := w.do(&request{Action: "up", Article: 2, Of: "articles/04.txt"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.do(&request{Action: "yes", File: "articles/04.txt"}); err != nil { // before the pages show the move
		t.Fatal(err)
	}
	if got := read(t, dir, "issue.toml"); strings.Contains(got, "gb18030") || !strings.Contains(got, "encoding = \"utf-8\"") {
		t.Error(got)
	}
	if got := read(t, dir, "articles/04.txt"); got != "丁的正文。\n" {
		t.Errorf("%q", got)
	}
}
