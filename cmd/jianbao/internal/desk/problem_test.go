package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/linktest"
)

// TestExplain: what is told of a request that was not done, in both languages.
func TestExplain(t *testing.T) {
	dir := t.TempDir()
	f, err := openFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.root.Close()
	if err := linktest.Make(t.TempDir(), filepath.Join(dir, "out")); err != nil {
		t.Skip(err)
	}
	missing := &fs.PathError{Op: "open", Path: "a.txt", Err: fs.ErrNotExist}
	_, linked := f.read("out/a.txt", 1)
	if err := os.WriteFile(filepath.Join(dir, "b.txt"), make([]byte, 3<<20), 0o666); err != nil {
		t.Fatal(err)
	}
	_, large := f.read("b.txt", 2<<20)
	for _, c := range []struct {
		err    error
		status int
		zh, en string
	}{
		{errEdge, 400, "已经到头了", "it is at the end already"},
		{fmt.Errorf("%w: %q", errWrong, "x"), 400, `编辑台没有这样的操作: "x"`, `the desk has no such action: "x"`},
		{errKind.of("a.exe"), 415, "“a.exe”既不是稿件（.docx、.txt、.md）、表格（.csv、.xlsx），也不是图片", "a.exe is neither copy (.docx, .txt, .md) nor a table (.csv, .xlsx) nor a picture"},
		{missing, 404, "a.txt: 不存在", "a.txt: file does not exist"},
		{linked, 403, "不在这个文件夹里", "outside the folder"},
		{large, 413, "b.txt: 超过 2 MB 的上限", "b.txt: over the limit of 2 MB"},
		{&http.MaxBytesError{Limit: 64 << 20}, 413, "超过 64 MB 的上限", "over the limit of 64 MB"},
		{fmt.Errorf("photos: %w", fs.ErrExist), 409, "photos: 已经存在", "photos: file already exists"},
		{errors.New("?"), 500, "?", "?"},
	} {
		status, zh := explain(c.err, diag.ZH)
		_, en := explain(c.err, diag.EN)
		if status != c.status || zh != c.zh || en != c.en {
			t.Errorf("%v: %d, %q, %q", c.err, status, zh, en)
		}
	}
}

// TestFailLanguage: the answer to a request that fails is in the page's language.
func TestFailLanguage(t *testing.T) {
	for lang, want := range map[diag.Lang]string{diag.ZH: "编辑台没有这样的操作", diag.EN: "the desk has no such action"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, manifestName), nil, 0o666); err != nil {
			t.Fatal(err)
		}
		s, err := newServer(Options{Folder: dir, Lang: lang}, 1)
		if err != nil {
			t.Fatal(err)
		}
		defer s.close()
		w := httptest.NewRecorder()
		s.mux.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/api/act", strings.NewReader(`{"action":"?"}`)))
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%d %q", w.Code, w.Body)
		}
	}
}
