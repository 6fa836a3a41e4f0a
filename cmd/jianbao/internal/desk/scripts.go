package desk

import (
	"io/fs"
	"net/http"
	"path"
	"strings"

	"jianbao/content/diag"
)

// wordsIn are the names of the script with the texts of the page, by their language.
var wordsIn = map[diag.Lang]string{diag.ZH: "words.zh.js", diag.EN: "words.en.js"}

// script answers with a script of the page. What is served is made of the scripts in
// web/js by this package's test (go test -update): shorter, and the texts of the page
// in one language.
func (s *server) script(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if name == "words.js" {
		name = wordsIn[s.options.Lang]
	}
	data, err := web.ReadFile(path.Join("served", name))
	if err != nil || strings.Contains(name, "/") {
		s.fail(w, fs.ErrNotExist)
		return
	}
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Write(data)
}
