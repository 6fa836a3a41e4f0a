package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"syscall"

	"jianbao/content/diag"
)

// problem is a kind of reason why a request is not done.
type problem struct {
	status int
	text   diag.Term // with verbs for its values
}

// Error implements error.
func (p *problem) Error() string { return p.text.EN }

// of returns the problem with its values.
func (p *problem) of(values ...any) error { return &told{p, values} }

// told is a problem with its values.
type told struct {
	*problem
	values []any
}

// Error implements error.
func (t *told) Error() string { return fmt.Sprintf(t.text.EN, t.values...) }

// Unwrap returns the problem.
func (t *told) Unwrap() error { return t.problem }

// Reasons why a request is not done.
var (
	// errWrong: the pages of the desk do not make such requests.
	errWrong     = &problem{http.StatusBadRequest, diag.Term{ZH: "编辑台没有这样的操作", EN: "the desk has no such action"}}
	errEdge      = &problem{http.StatusBadRequest, diag.Term{ZH: "已经到头了", EN: "it is at the end already"}}
	errSame      = &problem{http.StatusBadRequest, diag.Term{ZH: "它已经在那里", EN: "it is there already"}}
	errMoved     = &problem{http.StatusConflict, diag.Term{ZH: "清单刚刚变了，这一篇不在原来的位置；请再试一次", EN: "the manifest has just changed, and this article is in another place; try again"}}
	errLater     = &problem{http.StatusConflict, diag.Term{ZH: "文字刚刚变了；等检查完再试一次", EN: "the text has just changed; try again when it has been checked"}}
	errOutside   = &problem{http.StatusForbidden, diag.Term{ZH: "不在这个文件夹里", EN: "outside the folder"}}
	errChanged   = &problem{http.StatusConflict, diag.Term{ZH: "文件被别的程序改过", EN: "the file was changed by another program"}}
	errUnsaved   = &problem{http.StatusConflict, diag.Term{ZH: "“%s”还没有存到磁盘上；先处理它，再制作文件", EN: "%s is not saved to the disk; settle that before making a file"}}
	errStale     = &problem{http.StatusConflict, diag.Term{ZH: "文字在此期间变了", EN: "the text has changed meanwhile"}}
	errLarge     = &problem{http.StatusRequestEntityTooLarge, diag.Term{ZH: "超过 %d MB 的上限", EN: "over the limit of %d MB"}}
	errEncoding  = &problem{http.StatusBadRequest, diag.Term{ZH: "“%s”不是 UTF-8 编码", EN: "%s is not UTF-8"}}
	errMany      = &problem{http.StatusRequestEntityTooLarge, diag.Term{ZH: "一次最多 %d 个文件", EN: "at most %d files at a time"}}
	errPixels    = &problem{http.StatusRequestEntityTooLarge, diag.Term{ZH: "“%s”超过 %d 百万像素", EN: "%s has more than %d million pixels"}}
	errNoPicture = &problem{http.StatusUnsupportedMediaType, diag.Term{ZH: "“%s”不是图片，或者已损坏", EN: "%s is no picture, or is damaged"}}
	errKind      = &problem{http.StatusUnsupportedMediaType, diag.Term{ZH: "“%s”既不是稿件（.docx、.txt、.md）、表格（.csv、.xlsx），也不是图片", EN: "%s is neither copy (.docx, .txt, .md) nor a table (.csv, .xlsx) nor a picture"}}
	// errBraces: articles cannot be told apart by their headers.
	errBraces = &problem{http.StatusBadRequest, diag.Term{
		ZH: "清单里的栏目或文章写在花括号里，或者清单不是正确的 TOML；请改清单原文",
		EN: "sections or articles are written in braces, or the manifest is not valid TOML: edit its text"}}
	// errUnanswered: the text of a file that is not UTF-8 has changes, and it is not decided
	// whether the file becomes UTF-8.
	errUnanswered = &problem{http.StatusConflict, diag.Term{
		ZH: "“%s”是 %s 编码，改动还没有写进文件；先回答是否存成 UTF-8，再制作文件",
		EN: "%s is in %s, and its changes are not in the file; answer whether to save it as UTF-8 before making a file"}}
	// errReadOnly: it is to stay in its encoding.
	errReadOnly = &problem{http.StatusForbidden, diag.Term{ZH: "“%s”不存成 UTF-8，所以只读", EN: "%s is not saved as UTF-8 and is therefore read-only"}}
	errKeyPlace = &problem{http.StatusBadRequest, diag.Term{ZH: "这一项在这里改不了；请改原文", EN: "this cannot be changed here: edit the text of the file"}}
	// errNotWritten: Markdown has no form for it.
	errNotWritten = &problem{http.StatusBadRequest, diag.Term{ZH: "Markdown 写不出来；请改文字", EN: "Markdown cannot say this: edit the text"}}
	// errStyled: a plain text cannot hold all of a document.
	errStyled = &problem{http.StatusBadRequest, diag.Term{
		ZH: "这份文件有表格、图片、注、列表或字形，转成文本会丢失；jianbao import 可以转成 Markdown",
		EN: "the document has tables, pictures, notes, lists or styles, which a plain text would lose; jianbao import makes Markdown of it"}}
)

// explain returns the status and the text of an error, in a language.
func explain(err error, lang diag.Lang) (status int, text string) {
	in := func(t diag.Term) string { return inLanguage(t.ZH, t.EN, lang) }
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		err = errLarge.of(large.Limit >> 20)
	}
	var t *told
	var p *problem
	switch { // what an error says besides the problem stays
	case errors.As(err, &t):
		return t.status, strings.Replace(err.Error(), t.Error(), fmt.Sprintf(in(t.text), t.values...), 1)
	case errors.As(err, &p):
		return p.status, strings.Replace(err.Error(), p.text.EN, in(p.text), 1)
	case strings.Contains(err.Error(), "escapes"): // a link that leads out; package os does not export it
		return errOutside.status, in(errOutside.text)
	}
	status = http.StatusInternalServerError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		status = http.StatusNotFound
	case errors.Is(err, fs.ErrInvalid), errors.Is(err, fs.ErrPermission):
		status = http.StatusForbidden
	case errors.Is(err, syscall.ENAMETOOLONG):
		status = http.StatusBadRequest
	case errors.Is(err, fs.ErrExist):
		status = http.StatusConflict
	}
	var path *fs.PathError
	if errors.As(err, &path) { // the operation says nothing to an editor
		return status, path.Path + ": " + diag.Reason(path.Err, lang)
	}
	return status, diag.Reason(err, lang)
}

// sentence returns what a finding says, with its remedy.
func sentence(d *diag.Diagnostic, lang diag.Lang) string {
	return strings.TrimSpace(d.Message(lang) + " " + d.Hint(lang))
}

// fail answers that a request was not done, in the page's language.
func (s *server) fail(w http.ResponseWriter, err error) {
	status, text := explain(err, s.options.Lang)
	http.Error(w, text, status)
}
