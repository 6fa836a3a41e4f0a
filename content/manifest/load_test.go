package manifest

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"jianbao/content/diag"
	"jianbao/content/proof"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata")

// head begins the manifests of other tests; articles follow.
const head = `schema = 1
publication.title = "甲"
[issue]
year = 2021
number = 1
date = 2021-10-22
[[section]]
title = "甲"
`

// section is one file of an archive in testdata.
type section struct {
	name string
	data []byte
}

// archive splits a text at its "-- name --" lines.
func archive(text []byte) (comment []byte, sections []section) {
	for line := range bytes.Lines(text) {
		if name, ok := bytes.CutPrefix(line, []byte("-- ")); ok {
			if name, ok := bytes.CutSuffix(name, []byte(" --\n")); ok {
				sections = append(sections, section{name: string(name)})
				continue
			}
		}
		if len(sections) == 0 {
			comment = append(comment, line...)
			continue
		}
		last := &sections[len(sections)-1]
		last.data = append(last.data, line...)
	}
	return comment, sections
}

// pictureOr returns the picture described by a section such as "png 4x3", and
// other sections unchanged.
func pictureOr(data []byte) []byte {
	var width, height int
	if n, _ := fmt.Sscanf(string(data), "png %dx%d\n", &width, &height); n != 2 {
		return data
	}
	return pngOf(width, height)
}

func pngOf(width, height int) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// TestDiagnostics loads every manifest of each archive in testdata and compares
// the printed findings with the archive's last section.
func TestDiagnostics(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives in testdata", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			comment, sections := archive(text)
			files := memory{}
			var want []byte
			sections = slices.DeleteFunc(sections, func(s section) bool {
				if s.name == "want" {
					want = s.data
				}
				return s.name == "want"
			})
			for _, s := range sections {
				files[s.name] = pictureOr(s.data)
			}
			var got bytes.Buffer
			for _, s := range sections {
				if !strings.HasSuffix(s.name, ".toml") {
					continue
				}
				log := &diag.List{}
				issue := loadFrom(files, s.name, s.data, Options{}, log)
				if issue == nil && !log.HasErrors() {
					t.Errorf("%s: no issue and no error", s.name)
				}
				if issue != nil {
					proof.Check(issue, nil, log)
					proof.Permit(issue, log)
				}
				items := log.Items()
				for _, p := range []diag.Printer{{Lang: diag.ZH}, {Lang: diag.EN}} {
					if err := p.Print(&got, items); err != nil {
						t.Fatal(err)
					}
				}
			}
			if bytes.Contains(got.Bytes(), []byte("%!")) {
				t.Errorf("a message and its arguments do not match:\n%s", got.Bytes())
			}
			if *update {
				var out bytes.Buffer
				out.Write(comment)
				for _, s := range append(sections, section{"want", got.Bytes()}) {
					out.WriteString("-- " + s.name + " --\n")
					out.Write(s.data)
				}
				if err := os.WriteFile(path, out.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("got:\n%s\nwant:\n%s", got.Bytes(), want)
			}
		})
	}
}

// TestMissingFile: the file suggested for a missing one exists, and is never
// another article.
func TestMissingFile(t *testing.T) {
	for _, c := range []struct {
		asked, there, want string
	}{
		{"a/01.txt", "a/01.md", `file-missing "a/01.md"`},
		{"a/A.TXT", "a/a.doc|a/a.txt", `file-missing "a/a.txt"`},
		{"a/b.Md", "a/b.docx|a/B.md|a/b.txt", `file-missing "a/B.md"`},
		{"a/01.txt", "a/1.txt", `file-missing "a/1.txt"`},
		{"a/０１.txt", "a/01.txt", `file-missing "a/01.txt"`},
		{"a/01.txt", "a/O1.txt", `file-missing "a/O1.txt"`},
		{"a/01.txt", "a/02.txt", `file-missing ""`},
		{"a/10.txt", "a/1.txt", `file-missing ""`},
		{"a/01.docx", "a/01.docx.docx", `file-missing "a/01.docx.docx"`},
		{"a/01", "a/01.docx", `file-missing "a/01.docx"`},
		{"a/01.doc", "a/01.docx", `file-missing "a/01.docx"`},
		{"a/01.xls", "a/01.txt", `file-missing "a/01.txt"`},
		{"a/01.doc", "a/02.docx", `file-format ""`},
		{"a/ 春 灌.txt", "a/春灌.txt", `file-missing "a/春灌.txt"`},
		{"a/春灌(定稿).txt", "a/春灌（定稿）.txt", `file-missing "a/春灌（定稿）.txt"`},
		{"a", "a/01.txt", `file-not-regular ""`},
		{"a/caf\u00e9.txt", "a/cafe\u0301.txt", `file-name-form ""`},
		{"a/\u1100\u1161.txt", "a/\uac00.txt", `file-name-form ""`},
		{"a/cafe.txt", "a/cafe\u0301.txt", `file-missing "a/café.txt"`},
	} {
		log, files := &diag.List{}, memory{}
		for name := range strings.SplitSeq(c.there, "|") {
			files[name] = []byte("甲")
		}
		loadFrom(files, "issue.toml", []byte(head+"[[section.article]]\ntitle = \"乙\"\nfile = \""+c.asked+"\"\n"), Options{}, log)
		d := log.Items()[0]
		if got := fmt.Sprintf("%s %q", d.Code, norm.NFC.String(d.Fix.DidYouMean)); got != c.want {
			t.Errorf("%s instead of %s: %s, want %s", c.asked, c.there, got, c.want)
		}
	}
}

// TestMeantValues: what a hint says to write can be written, and is not what is there.
func TestMeantValues(t *testing.T) {
	for line, want := range map[string]string{
		"total = 99999999999999999999":        `out-of-range "" ""`,
		"total = -88888888888888888888":       `out-of-range "" ""`,
		"total = 9223372036854775808":         `out-of-range "" ""`,
		"archive.keywords = [\"水利\", \"检修\"]": `wrong-type "\"水利；检修\"" ""`,
		"archive.keywords = [\"水利\"]":         `wrong-type "\"水利\"" ""`,
		"archive.abstract = [\"甲\", \"乙\"]":   `wrong-type "" ""`,
	} {
		text := "schema = 1\n[publication]\ntitle = \"刊\"\nissuer = [\"甲\"]\n[issue]\nyear = 2026\nnumber = 3\ndate = 2026-03-18\n[[section]]\ntitle = \"一\"\n[[section.article]]\ntitle = \"乙\"\ntext = \"丙\"\n"
		if strings.HasPrefix(line, "total") {
			text = strings.Replace(text, "date =", line+"\ndate =", 1)
		} else {
			text = strings.Replace(text, "schema = 1\n", "schema = 1\n"+line+"\n", 1)
		}
		log := &diag.List{}
		loadFrom(memory{}, "issue.toml", []byte(text), Options{}, log)
		if log.Len() != 1 {
			t.Errorf("%s: %s", line, found(log))
			continue
		}
		d := log.Items()[0]
		if got := fmt.Sprintf("%s %q %q", d.Code, d.Fix.Write, d.Fix.DidYouMean); got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
	for word, want := range map[string]string{"gbk": "gb18030", "ANSI": "gb18030", "GB2312": "gb18030", "cp936": "gb18030", "latin1": ""} {
		log := &diag.List{}
		loadFrom(memory{"a.txt": []byte("甲")}, "issue.toml", []byte(head+"[[section.article]]\ntitle = \"乙\"\nfile = \"a.txt\"\nencoding = \""+word+"\"\n"), Options{}, log)
		if d := log.Items()[0]; d.Code != "bad-value" || d.Fix.DidYouMean != want {
			t.Errorf("%s: %s, meant %q", word, d.Code, d.Fix.DidYouMean)
		}
	}
}
