package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"jianbao/cmd/jianbao/docs"
	"jianbao/content/diag"
	"jianbao/fonts/fonttest"
)

// exampleManifest is the manifest that the examples modify.
const exampleManifest = `schema = 1

[publication]
title = "保障"

[issue]
year = 2021
number = 11
date = 2021-10-22

[[section]]
title = "时政动态"

[[section.article]]
title = "会议召开"
file = "articles/01.txt"
`

// TestCodeExamples runs the example of every explained code: the wrong input has
// that finding, and the repaired one neither has it nor any error.
func TestCodeExamples(t *testing.T) {
	fixtures := t.TempDir()
	writeExampleFixtures(t, fixtures)
	for _, code := range docs.Examples() {
		t.Run(string(code), func(t *testing.T) {
			t.Parallel()
			e, _ := docs.ExampleOf(code)
			severity, _ := diag.SeverityOf(code)
			_, found, output := runExample(t, fixtures, e.Wrong)
			if !slices.Contains(found, code) {
				t.Errorf("the wrong input does not give it:\n%s", output)
			}
			for _, other := range found {
				if s, _ := diag.SeverityOf(other); other != code && s >= severity && s > diag.Notice {
					t.Errorf("the wrong input gives %s, too:\n%s", other, output)
				}
			}
			status, found, output := runExample(t, fixtures, e.Right)
			if status != statusDone || slices.Contains(found, code) {
				t.Errorf("the repaired input has status %d:\n%s", status, output)
			}
		})
	}
}

// TestExampleHints: where the hint for the wrong input of an example gives the text to
// write, writing it removes the finding.
func TestExampleHints(t *testing.T) {
	fixtures := t.TempDir()
	writeExampleFixtures(t, fixtures)
	followed := 0
	for _, code := range docs.Examples() {
		e, _ := docs.ExampleOf(code)
		if strings.Contains(e.Wrong[len(e.Wrong)-1].Text, "\njianbao") {
			continue // several commands
		}
		folder, command := prepareExample(t, fixtures, e.Wrong)
		count := func() (n int, text string, hinted []hintedFinding) {
			_, found, output := runExampleLine(t, folder, strings.Fields(command))
			for _, c := range found {
				if c == code {
					n++
				}
			}
			for line := range strings.Lines(output) {
				var f hintedFinding
				if json.Unmarshal([]byte(line), &f) == nil && f.Code == code && f.End > f.Start && f.replacement() != "" && !strings.HasPrefix(f.Path, "-") {
					hinted = append(hinted, f)
				}
			}
			return n, output, hinted
		}
		before, _, hinted := count()
		if len(hinted) == 0 {
			continue
		}
		f := hinted[0]
		data, err := os.ReadFile(filepath.FromSlash(f.Path))
		if err != nil || f.End > len(data) {
			t.Fatalf("%s: %v", code, err)
		}
		text := string(data[:f.Start]) + f.replacement() + string(data[f.End:])
		if q := data[f.Start]; f.Replacement == "" && (q == '"' || q == '\'') { // a name in quotes
			text = string(data[:f.Start]) + string(q) + f.DidYouMean + string(q) + string(data[f.End:])
		}
		writeExampleFile(t, filepath.FromSlash(f.Path), []byte(text))
		followed++
		if after, output, _ := count(); after >= before {
			t.Errorf("%s: writing %q leaves it:\n%s", code, f.replacement(), output)
		}
	}
	if followed < 25 {
		t.Errorf("%d hints were followed, want 25", followed)
	}
}

// hintedFinding is a finding of --format json with what its hint suggests.
type hintedFinding struct {
	Code                          diag.Code
	Path, DidYouMean, Replacement string
	Start, End                    int
}

func (f *hintedFinding) replacement() string { return cmp.Or(f.Replacement, f.DidYouMean) }

// writeExampleFixtures writes the files that examples may name in addition to their
// own.
func writeExampleFixtures(t *testing.T, folder string) {
	t.Helper()
	font, err := os.ReadFile(filepath.Join("..", "..", "fonts", "bundled", "LXGWWenKai-Regular.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	large := photo(t, 1200, 800)
	for name, data := range map[string][]byte{
		"articles/01.txt":   []byte("会议总结上半年工作。\n"),
		"photo.jpg":         large,
		"会场 (1).jpg":        large,
		"half.jpg":          large[:len(large)/2],
		"frames.gif":        frames(t, 1200, 800),
		"photo.heic":        []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
		"small.jpg":         photo(t, 300, 200),
		"list.xls":          []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
		"fonts/simfang.ttf": font,
		"fonts/FZXBSJW.ttf": fonttest.Data(fonttest.Family("FZXiaoBiaoSong")),
		"fonts/rare.ttf":    fonttest.Data(fonttest.Family("Rare"), fonttest.Only('䶮', '䶮'+1, '会')),
		"fonts/yi.ttf":      fonttest.Data(fonttest.Family("Yi"), fonttest.Only('ꀕ')),
		"fonts/hollow.ttf":  fonttest.Data(fonttest.Family("Hollow"), fonttest.Hollow('f', 'i')),
	} {
		writeExampleFile(t, filepath.Join(folder, filepath.FromSlash(name)), data)
	}
}

// frames returns an animated GIF with two frames.
func frames(t *testing.T, width, height int) []byte {
	t.Helper()
	all := &gif.GIF{}
	for i := range 2 {
		img := image.NewPaletted(image.Rect(0, 0, width, height), palette.WebSafe)
		for at := range img.Pix {
			img.Pix[at] = uint8((at%width/40 + i) % len(palette.WebSafe))
		}
		all.Image, all.Delay = append(all.Image, img), append(all.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, all); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func photo(t *testing.T, width, height int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.Set(x, y, color.RGBA{uint8(x * 255 / width), uint8(y * 255 / height), 90, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func writeExampleFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	// A fixture of that name stays as it is, see linkTree.
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// linkTree makes a folder with the files of another as hard links, or copies it where
// links are not possible: the fixtures have a font of several megabytes, and there are
// hundreds of examples.
func linkTree(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o777)
		}
		return os.Link(path, filepath.Join(to, rel))
	})
	if err != nil {
		t.Log(err)
		if err := os.RemoveAll(to); err != nil {
			t.Fatal(err)
		}
		copyTree(t, from, to)
	}
}

// runExample writes an example's files into a folder with the fixtures, runs its
// commands there (without one, jianbao check) and returns the status of the last one
// and the codes found by all.
func runExample(t *testing.T, fixtures string, files []docs.ExampleFile) (status int, found []diag.Code, output string) {
	t.Helper()
	folder, command := prepareExample(t, fixtures, files)
	for line := range strings.Lines(command) {
		var more []diag.Code
		var text string
		status, more, text = runExampleLine(t, folder, strings.Fields(line))
		found, output = append(found, more...), output+text
	}
	return status, found, output
}

// prepareExample writes an example's files into a folder with the fixtures and returns
// the folder and the commands.
func prepareExample(t *testing.T, fixtures string, files []docs.ExampleFile) (folder, command string) {
	t.Helper()
	// Beside the folders of other examples, a check would compare it with them.
	folder, command = filepath.Join(t.TempDir(), "issue"), "jianbao check ."
	linkTree(t, fixtures, folder)
	manifest := exampleManifest
	for _, f := range files {
		text := f.Text
		switch {
		case f.Name == "":
			command = strings.TrimSpace(text)
			continue
		case f.Name == "issue.toml" && f.Encoding == "":
			manifest = mergeManifest(manifest, text)
			continue
		case strings.HasSuffix(f.Name, ".md"):
			manifest = strings.Replace(manifest, "articles/01.txt", f.Name, 1)
		}
		data := []byte(text)
		if f.Encoding != "" {
			var err error
			if data, err = simplifiedchinese.GB18030.NewEncoder().Bytes(data); err != nil || f.Encoding != "gb18030" {
				t.Fatal(f.Encoding, err)
			}
		}
		writeExampleFile(t, filepath.Join(folder, filepath.FromSlash(f.Name)), data)
		if f.Name == "issue.toml" {
			manifest = ""
		}
	}
	if manifest != "" {
		writeExampleFile(t, filepath.Join(folder, "issue.toml"), []byte(manifest))
	}
	return folder, command
}

// runExampleLine runs one line of an example's commands in its folder: the program,
// mkdir or rm.
func runExampleLine(t *testing.T, folder string, words []string) (status int, found []diag.Code, output string) {
	t.Helper()
	switch words[0] {
	case "mkdir":
		if err := os.Mkdir(filepath.Join(folder, words[1]), 0o777); err != nil {
			t.Fatal(err)
		}
		return statusDone, nil, ""
	case "rm":
		if err := os.Remove(filepath.Join(folder, words[1])); err != nil {
			t.Fatal(err)
		}
		return statusDone, nil, ""
	}
	var stdout, stderr bytes.Buffer
	args := exampleArguments(folder, words[1:])
	// Help and init have no JSON, and a batch counts codes for people.
	human := slices.Contains([]string{"help", "init", "batch"}, args[0])
	if !human {
		args = append(args, "--format", "json")
	}
	status = run(&system{
		stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }, systemLang: func() string { return "en" },
	}, args)
	if human {
		for _, m := range regexp.MustCompile(`(?m)(?:^|: )(?:error|warning|notice)\[(.+?)\]|^ +\d+ × (.+)$`).FindAllStringSubmatch(stderr.String(), -1) {
			found = append(found, diag.Code(m[1]+m[2]))
		}
		return status, found, stderr.String()
	}
	for line := range strings.Lines(stderr.String()) {
		var finding struct{ Code diag.Code }
		if err := json.Unmarshal([]byte(line), &finding); err == nil && finding.Code != "" {
			found = append(found, finding.Code)
		}
	}
	return status, found, stderr.String()
}

// exampleArguments makes the paths in a command relative to a folder: those of
// existing files, and those that the command writes.
func exampleArguments(folder string, args []string) []string {
	out := slices.Clone(args)
	for i, a := range args {
		out[i] = strings.Trim(a, "'")
		_, err := os.Lstat(filepath.Join(folder, a))
		writes := i > 0 && (args[i-1] == "-o" || args[0] == "init" || args[0] == "import") || strings.HasPrefix(a, "back-")
		if !strings.HasPrefix(a, "-") && i > 0 && (err == nil || writes) {
			out[i] = filepath.Join(folder, a)
		}
	}
	return out
}

// mergeManifest puts an excerpt into a manifest. An excerpt that begins with
// schema and has a date is complete. Otherwise its tables replace
// the keys of the same names; its sections, articles or pictures replace all of
// theirs.
func mergeManifest(base, excerpt string) string {
	if strings.HasPrefix(excerpt, "schema") && strings.Contains(excerpt, "date =") {
		return excerpt
	}
	was, is := tablesOf(base), tablesOf(excerpt)
	array := func(t tomlTable) bool { return strings.HasPrefix(t.head, "[[") }
	var out []tomlTable
	for _, old := range was {
		if array(old) {
			continue
		}
		if i := slices.IndexFunc(is, func(n tomlTable) bool { return n.head == old.head }); i >= 0 {
			old.lines = append(is[i].lines, slices.DeleteFunc(old.lines, func(l string) bool {
				return l == "" || slices.ContainsFunc(is[i].lines, func(n string) bool { return keyOf(n) == keyOf(l) })
			})...)
			is = slices.Delete(is, i, i+1)
		}
		out = append(out, old)
	}
	first := len(is)
	for i, n := range is {
		if array(n) {
			first = min(first, i)
		} else {
			out = append(out, n)
		}
	}
	for _, old := range was {
		if array(old) && !(first < len(is) && len(old.head) >= len(is[first].head)) {
			out = append(out, old)
		}
	}
	for _, n := range is[first:] {
		if array(n) {
			out = append(out, n)
		}
	}
	var b strings.Builder
	for _, t := range out {
		if t.head != "" {
			b.WriteString(t.head + "\n")
		}
		b.WriteString(strings.Join(t.lines, "\n") + "\n")
	}
	return b.String()
}

type tomlTable struct {
	head  string
	lines []string
}

// tablesOf divides a manifest at the heads of its tables; the first has none.
func tablesOf(text string) []tomlTable {
	all := []tomlTable{{}}
	for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
		if strings.HasPrefix(l, "[") {
			all = append(all, tomlTable{head: l})
			continue
		}
		last := &all[len(all)-1]
		last.lines = append(last.lines, l)
	}
	return all
}

func keyOf(line string) string { return regexp.MustCompile(`^[\w-]*`).FindString(line) }
