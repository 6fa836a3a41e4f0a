package desk

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/tdewolff/minify/v2/js"

	"jianbao/content/diag"
	"jianbao/content/pattern"
)

var update = flag.Bool("update", false, "write the scripts as served")

// The scripts as served are those in web/js, and are small enough.
func TestScripts(t *testing.T) {
	want := servedScripts(t)
	if *update {
		if err := os.RemoveAll("served"); err != nil {
			t.Fatal(err)
		}
		for name, data := range want {
			if err := os.MkdirAll("served", 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile("served/"+name, data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	got := map[string][]byte{}
	entries, err := fs.ReadDir(web, "served")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if got[e.Name()], err = web.ReadFile("served/" + e.Name()); err != nil {
			t.Fatal(err)
		}
	}
	if !maps.EqualFunc(got, want, bytes.Equal) {
		t.Error("served is not what web/js makes: run go test -update")
	}
	const most = 60_000
	for _, other := range wordsIn {
		total := -len(got[other])
		for _, data := range got {
			total += len(data)
		}
		if total > most {
			t.Errorf("the scripts without %s have %d bytes as served, more than %d", other, total, most)
		}
		t.Logf("%d bytes", total)
	}
}

// servedScripts returns the scripts as served, by name: without comments, with short
// names of what functions have for themselves, and the texts of the page in one language
// a file.
func servedScripts(t *testing.T) map[string][]byte {
	// What is younger than the browsers that the page is for is not used.
	minifier := js.Minifier{Version: 2020}
	// A property with a text in both languages; not a list of two strings in the code.
	pair := pattern.New(`: \["((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"\]`)
	files, err := filepath.Glob("web/js/*.js")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	all := map[string][]byte{}
	add := func(name, source string, data []byte) {
		var out bytes.Buffer
		fmt.Fprintf(&out, "// Made of web/js/%s by go test -update.\n", source)
		if err := minifier.Minify(nil, &out, bytes.NewReader(data), nil); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = append(out.Bytes(), '\n')
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(file)
		if base != "words.js" {
			add(base, base, data)
			continue
		}
		if n := len(pair().FindAll(data, -1)); n < 100 {
			t.Errorf("%d texts of the page", n)
		}
		for lang, text := range map[diag.Lang]string{diag.ZH: `: ["$1"]`, diag.EN: `: ["$2"]`} {
			add(wordsIn[lang], base, pair().ReplaceAll(data, []byte(text)))
		}
	}
	return all
}
