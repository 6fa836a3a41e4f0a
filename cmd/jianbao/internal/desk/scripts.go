package desk

import (
	"bytes"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// cast is a comment with the type of an expression, for the type checker.
var cast = pattern.New(`/\*\* @(type|param)[^*]*\*/ ?`)

// compact returns a script without comments, types and the blanks that it does not need.
// Scripts have no texts over several lines.
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
			out = squeeze(out, bytes.TrimRight(line, "\n"))
			if n := len(out); n > 0 && strings.IndexByte(";{,(", out[n-1]) < 0 { // where a statement may end without a sign
				out = append(out, '\n')
			}
		}
	}
	return out
}

// squeeze appends a line of a script without a comment at its end and without the blanks
// beside signs. Those between + and - stay: two of them would become one operator.
func squeeze(out, line []byte) []byte {
	const signs = "{}()[];,:?=<>&|*!"
	start := len(out)
	for i := 0; i < len(line); i++ {
		c := line[i]
		last := byte(';') // before the first
		if len(out) > start {
			last = out[len(out)-1]
		}
		sum := func(c byte) bool { return c == '+' || c == '-' }
		switch {
		case c == ' ' && i+1 < len(line) && sum(last) != sum(line[i+1]):
		case c == ' ' && (strings.IndexByte(signs, last) >= 0 || i+1 < len(line) && strings.IndexByte(signs, line[i+1]) >= 0):
		case c == '/' && i+1 < len(line) && line[i+1] == '/' && (i == 0 || line[i-1] == ' '):
			return bytes.TrimRight(out, " ")
		case c == '}' && len(out) > 0 && out[len(out)-1] == ';': // the scripts have no empty statements
			out[len(out)-1] = c
		case c == '"', c == '\'', c == '`', c == '/' && strings.IndexByte("(=,:[!&|?{};", last) >= 0: // a text or a pattern
			end := literalEnd(line, i)
			out = append(out, line[i:end]...)
			i = end - 1
		default:
			out = append(out, c)
		}
	}
	return out
}

// literalEnd returns where a text or a pattern that begins at an index of a line ends.
func literalEnd(line []byte, from int) int {
	class := false // of characters, in a pattern
	for i := from + 1; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\':
			i++
		case c == '[' && line[from] == '/':
			class = true
		case c == ']':
			class = false
		case c == line[from] && !class:
			return i + 1
		}
	}
	return len(line)
}

// pair is a text of the page in both languages.
var pair = pattern.New(`\["((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"\]`)

// inOneLanguage returns the script with the texts of the page, with those of a language
// alone.
func inOneLanguage(script []byte, lang diag.Lang) []byte {
	if lang == diag.ZH {
		return pair().ReplaceAll(script, []byte(`["$1"]`))
	}
	return pair().ReplaceAll(script, []byte(`["$2"]`))
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
	if name == "words.js" {
		data = inOneLanguage(data, s.options.Lang)
	}
	w.Write(compact(data))
}
