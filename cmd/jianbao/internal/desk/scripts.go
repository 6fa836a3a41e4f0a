package desk

import (
	"bytes"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"jianbao/content/pattern"
)

// cast is a comment with the type of an expression, for the type checker.
var cast = pattern.New(`/\*\* @(type|param)[^*]*\*/ ?`)

// compact returns a script without comments on lines of their own, without types and
// without the blanks at the beginning of lines. Scripts have no texts over several lines.
func compact(script []byte) []byte {
	var out []byte
	inside := false // a comment of several lines
	for line := range bytes.Lines(script) {
		line = bytes.TrimLeft(cast().ReplaceAll(line, nil), " \t")
		switch {
		case inside:
			inside = !bytes.Contains(line, []byte("*/"))
		case bytes.HasPrefix(line, []byte("/*")) && !bytes.Contains(line, []byte("*/")):
			inside = true
		case bytes.HasPrefix(line, []byte("//")), bytes.HasPrefix(line, []byte("/*")), len(bytes.TrimSpace(line)) == 0:
		default:
			out = append(out, line...)
		}
	}
	return out
}

// script answers with a script of the page.
func (s *server) script(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	data, err := web.ReadFile(path.Join("web/js", name))
	if err != nil || strings.Contains(name, "/") {
		s.fail(w, fs.ErrNotExist)
		return
	}
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Write(compact(data))
}
