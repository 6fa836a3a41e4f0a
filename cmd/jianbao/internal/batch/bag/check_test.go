package bag

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/linktest"
)

// write writes files below a folder.
func write(t testing.TB, dir string, files map[string][]byte) {
	t.Helper()
	for name, data := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// makeBag returns a bag of two issues: its files by their names.
func makeBag(t testing.TB) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	b := sampleBag()
	b.Payload = nil
	for _, pdf := range []string{"2021/11/11.pdf", "2021/12.pdf"} {
		r := sample()
		contents, err := Contents(pdf, r)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range append(contents, Content{pdf, r.PDF}) {
			name := path.Join(Payload, c.Name)
			files[name] = c.Data
			b.Payload = append(b.Payload, File{name, sumOf(c.Data), int64(len(c.Data))})
		}
	}
	tags, err := b.Tags()
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range tags {
		files[tag.Name] = tag.Data
	}
	return files
}

// checked returns the findings of Check: codes and names.
func checked(t testing.TB, dir string) (found []string, out Outline) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	c := Checker{Root: root, Found: func(p Problem) {
		d := diag.Diagnostic{Code: p.Code, Args: p.Args}
		for _, text := range []string{d.Message(diag.EN), d.Message(diag.ZH)} {
			if strings.Contains(text, "%!") {
				t.Errorf("%s: %s", p.Code, text)
			}
		}
		if _, ok := diag.SeverityOf(p.Code); !ok {
			t.Errorf("no code %s", p.Code)
		}
		found = append(found, string(p.Code)+" "+p.Name)
	}}
	out = c.Check()
	return found, out
}

func TestCheckOwnBags(t *testing.T) {
	dir := t.TempDir()
	files := makeBag(t)
	write(t, dir, files)
	found, out := checked(t, dir)
	if len(found) > 0 {
		t.Errorf("a valid bag: %q", found)
	}
	var size int64
	for name, data := range files {
		if strings.HasPrefix(name, Payload+"/") {
			size += int64(len(data))
		}
	}
	if !out.Ours || out.Files != len(files)-4 || out.Bytes != size || len(out.Info) != 8 || out.Info[6].Label != FailedLabel {
		t.Errorf("%+v", out)
	}
}

// damage is a change that damages a bag.
type damage struct {
	what string
	do   func(files map[string][]byte)
	want []string // findings of Check
	ours bool     // only this package checks it, not the other checker
}

func replace(files map[string][]byte, name, old, with string) {
	text := strings.Replace(string(files[name]), old, with, 1)
	if text == string(files[name]) {
		panic(old + " is not in " + name)
	}
	files[name] = []byte(text)
}

// reseal rewrites the tag manifest after a tag file was changed.
func reseal(files map[string][]byte) {
	var sums []File
	for _, n := range []string{InfoName, Declaration, payloadManifest} {
		if data, ok := files[n]; ok {
			sums = append(sums, File{n, sumOf(data), 0})
		}
	}
	files[tagManifest] = manifestOf(sums)
}

const pdf11 = "data/2021/11/11.pdf"

func damages() []damage {
	tagSum := "authentic-hash "
	return []damage{
		{what: "a bit of a PDF", do: func(f map[string][]byte) { f[pdf11] = []byte("%PDF-1.7 ‥x") }, want: []string{"authentic-hash " + pdf11, "complete-bag-oxum bag-info.txt"}},
		{what: "a byte more", do: func(f map[string][]byte) { f[pdf11] = append(slices.Clone(f[pdf11]), '\n') }, want: []string{"authentic-hash " + pdf11, "complete-bag-oxum bag-info.txt"}},
		{what: "same length", do: func(f map[string][]byte) { f[pdf11] = []byte(strings.ToLower(string(f[pdf11]))) }, want: []string{"authentic-hash " + pdf11}},
		{what: "a file is missing", do: func(f map[string][]byte) { delete(f, pdf11) }, want: []string{"complete-file-missing " + pdf11, "complete-bag-oxum bag-info.txt"}},
		{what: "a file more", do: func(f map[string][]byte) { f["data/x"] = nil }, want: []string{"complete-file-unlisted data/x", "complete-bag-oxum bag-info.txt"}},
		{what: "a tag file more", do: func(f map[string][]byte) { f["notes.txt"] = nil }, want: []string{"complete-tag-unlisted notes.txt"}, ours: true},
		{what: "no declaration", do: func(f map[string][]byte) { delete(f, Declaration) }, want: []string{"complete-bag-declaration bagit.txt", "complete-file-missing bagit.txt"}},
		{what: "another declaration", do: func(f map[string][]byte) {
			f[Declaration] = []byte("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-7x\n")
			reseal(f)
		}, want: []string{"complete-bag-declaration bagit.txt"}},
		{what: "a declaration of three lines", do: func(f map[string][]byte) {
			f[Declaration] = append(slices.Clone(f[Declaration]), "X: y\n"...)
			reseal(f)
		}, want: []string{"complete-bag-declaration bagit.txt"}, ours: true},
		{what: "a version to come", do: func(f map[string][]byte) {
			replace(f, Declaration, "1.0", "2.0")
			reseal(f)
		}, want: []string{"complete-bag-declaration bagit.txt"}},
		{what: "a byte order mark", do: func(f map[string][]byte) {
			f[Declaration] = append([]byte("\xef\xbb\xbf"), f[Declaration]...)
			reseal(f)
		}, want: []string{"complete-bag-mark bagit.txt"}},
		{what: "no manifest", do: func(f map[string][]byte) { delete(f, payloadManifest); reseal(f) }, want: []string{"complete-bag-manifest "}},
		{what: "manifest edited", do: func(f map[string][]byte) { replace(f, payloadManifest, "0", "1") }, want: []string{"authentic-hash *", tagSum + payloadManifest}},
		{what: "manifest edited and resealed", do: func(f map[string][]byte) { replace(f, payloadManifest, sumOf(f[pdf11]), sumOf(nil)); reseal(f) }, want: []string{"authentic-hash *"}},
		{what: "a line of the manifest is gone", do: func(f map[string][]byte) {
			replace(f, payloadManifest, sumOf(f[pdf11])+"  "+pdf11+"\n", "")
			reseal(f)
		}, want: []string{"complete-file-unlisted " + pdf11}},
		{what: "a path that leads out", do: func(f map[string][]byte) {
			f[payloadManifest] = append(slices.Clone(f[payloadManifest]), sumOf(nil)+"  data/../../x\n"...)
			reseal(f)
		}, want: []string{"complete-bag-line " + payloadManifest}},
		{what: "an absolute path", do: func(f map[string][]byte) {
			f[payloadManifest] = append(slices.Clone(f[payloadManifest]), sumOf(nil)+"  /etc/passwd\n"...)
			reseal(f)
		}, want: []string{"complete-bag-line " + payloadManifest}},
		{what: "a sum too short", do: func(f map[string][]byte) {
			replace(f, payloadManifest, sumOf(f[pdf11]), sumOf(f[pdf11])[:126])
			reseal(f)
		}, want: []string{"complete-bag-line " + payloadManifest, "complete-file-unlisted *"}},
		{what: "no sum", do: func(f map[string][]byte) {
			f[payloadManifest] = append(slices.Clone(f[payloadManifest]), "data/x\n"...)
			reseal(f)
		}, want: []string{"complete-bag-line " + payloadManifest}, ours: true},
		{what: "listed twice", do: func(f map[string][]byte) {
			f[payloadManifest] = append(slices.Clone(f[payloadManifest]), f[payloadManifest]...)
			reseal(f)
		}, want: []string{"complete-bag-line " + payloadManifest}},
		{what: "an escape there is not", do: func(f map[string][]byte) {
			f[payloadManifest] = append(slices.Clone(f[payloadManifest]), sumOf(nil)+"  data/%41\n"...)
			reseal(f)
		}, want: []string{"complete-bag-line " + payloadManifest}},
		{what: "a tag file in the manifest", do: func(f map[string][]byte) {
			f[payloadManifest] = append(slices.Clone(f[payloadManifest]), sumOf(f[Declaration])+"  bagit.txt\n"...)
			reseal(f)
		}, want: []string{"complete-bag-wrong-list bagit.txt"}},
		{what: "bag-info edited", do: func(f map[string][]byte) { replace(f, InfoName, "2021", "2022") }, want: []string{tagSum + InfoName}},
		{what: "bag-info is missing", do: func(f map[string][]byte) { delete(f, InfoName) }, want: []string{"complete-file-missing " + InfoName}},
		{what: "another Payload-Oxum", do: func(f map[string][]byte) { replace(f, InfoName, "Payload-Oxum: ", "Payload-Oxum: 1"); reseal(f) }, want: []string{"complete-bag-oxum " + InfoName}},
		{what: "a line of bag-info is none", do: func(f map[string][]byte) {
			f[InfoName] = append(slices.Clone(f[InfoName]), "no colon\n"...)
			reseal(f)
		}, want: []string{"complete-bag-line " + InfoName}},
		{what: "tagmanifest edited", do: func(f map[string][]byte) { replace(f, tagManifest, "  bagit.txt", "  bagit.tx") }, want: []string{"complete-file-missing bagit.tx", "complete-tag-cut tagmanifest-sha512.txt"}},
		{what: "fetch", do: func(f map[string][]byte) {
			f["fetch.txt"] = []byte("https://example.org/x 1 " + pdf11 + "\n")
			delete(f, pdf11)
		}, want: []string{"complete-bag-fetch fetch.txt", "complete-file-missing " + pdf11, "complete-tag-unlisted fetch.txt", "complete-bag-oxum bag-info.txt"}},
		{what: "the payload is gone", do: func(f map[string][]byte) {
			for name := range f {
				if strings.HasPrefix(name, Payload+"/") {
					delete(f, name)
				}
			}
		}, want: []string{"complete-file-missing *", "complete-bag-oxum bag-info.txt"}},
	}
}

// matches compares findings with the expected ones, in full. A trailing "*"
// matches any name.
func matches(found, want []string) bool {
	is := func(f, w string) bool {
		prefix, any := strings.CutSuffix(w, "*")
		return f == w || any && strings.HasPrefix(f, prefix)
	}
	for _, f := range found {
		if !slices.ContainsFunc(want, func(w string) bool { return is(f, w) }) {
			return false
		}
	}
	for _, w := range want {
		if !slices.ContainsFunc(found, func(f string) bool { return is(f, w) }) {
			return false
		}
	}
	return true
}

func TestCheckDamaged(t *testing.T) {
	for _, d := range damages() {
		dir := t.TempDir()
		files := makeBag(t)
		d.do(files)
		write(t, dir, files)
		if found, _ := checked(t, dir); !matches(found, d.want) {
			t.Errorf("%s: found %q, not %q", d.what, found, d.want)
		}
	}
}

// python validates bags with another checker, the Python module bagit. It
// returns the error for each bag, "" if it is valid.
func python(t *testing.T, dirs []string) []string {
	t.Helper()
	if exec.Command("python3", "-c", "import bagit").Run() != nil {
		t.Skip("needs the Python module bagit")
	}
	cmd := exec.Command("python3", "-c", `
import bagit, json, logging, sys
logging.disable(logging.CRITICAL)
said = []
for path in json.load(sys.stdin):
    try:
        bagit.Bag(path).validate()
        said.append("")
    except (bagit.BagError, UnicodeError, OSError) as e:
        said.append(f"{type(e).__name__}: {e}")
json.dump(said, sys.stdout)`)
	list, err := json.Marshal(dirs)
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdin = strings.NewReader(string(list))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var findings []string
	if err := json.Unmarshal(out, &findings); err != nil || len(findings) != len(dirs) {
		t.Fatalf("%v: %s", err, out)
	}
	return findings
}

// TestOtherChecker: the bags are valid for an independent checker, and both
// find the same damage.
func TestOtherChecker(t *testing.T) {
	dirs := []string{t.TempDir()}
	write(t, dirs[0], makeBag(t))
	for _, d := range damages() {
		dir, files := t.TempDir(), makeBag(t)
		d.do(files)
		write(t, dir, files)
		dirs = append(dirs, dir)
	}
	findings := python(t, dirs)
	if findings[0] != "" {
		t.Errorf("our bag: %s", findings[0])
	}
	for i, d := range damages() {
		if refused := findings[i+1] != ""; refused == d.ours {
			t.Errorf("%s: the other checker reports %q", d.what, findings[i+1])
		}
	}
}

// TestCheckForeign checks bags of other programs and of earlier versions.
func TestCheckForeign(t *testing.T) {
	data := []byte("x\n")
	sha := fmt.Sprintf("%x", sha256.Sum256(data))
	md := fmt.Sprintf("%x", md5.Sum(data))
	const declared = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
	for _, c := range []struct {
		what  string
		files map[string][]byte
		want  []string
	}{
		{"one payloadManifest alone", map[string][]byte{
			Declaration: []byte(declared), "data/x": data, "manifest-sha256.txt": []byte(sha + " data/x\n"),
		}, nil},
		{"two manifests, upper case, CR LF, no last line end", map[string][]byte{
			Declaration: []byte(strings.ReplaceAll(declared, "\n", "\r\n")), "data/x": data,
			"manifest-sha256.txt": []byte(strings.ToUpper(sha) + "\t data/x\r\n"), "manifest-md5.txt": []byte(md + "  data/x"),
		}, nil},
		{"manifests that differ", map[string][]byte{
			Declaration: []byte(declared), "data/x": data, "data/y": data,
			"manifest-sha256.txt": []byte(sha + " data/x\n" + sha + " data/y\n"), "manifest-md5.txt": []byte(sha + "  data/x\n" + md + "  data/y\n"),
		}, []string{"complete-bag-line manifest-md5.txt", "complete-file-unlisted data/x"}},
		{"an unknown algorithm", map[string][]byte{
			Declaration: []byte(declared), "data/x": data, "manifest-crc32.txt": []byte("1 data/x\n"),
		}, []string{"complete-bag-algorithm manifest-crc32.txt", "complete-bag-manifest "}},
		{"0.97", map[string][]byte{
			Declaration: []byte(strings.Replace(declared, "1.0", "0.97", 1)), "data/a%0Ab": data, "manifest-md5.txt": []byte(md + "  data/a%0Ab\n"),
			InfoName: []byte("Contact-Name :   x\n  y\nPayload-Oxum: 2.1\n"),
		}, []string{"safe-name data/a%0Ab"}},
		{"a name in another normal form", map[string][]byte{
			Declaration: []byte(declared), "data/e\u0301": data, "manifest-md5.txt": []byte(md + "  data/é\n"),
		}, []string{"safe-name data/e\u0301"}},
		{"names that are one elsewhere", map[string][]byte{
			Declaration: []byte(declared), "data/a": data, "data/A": data, "manifest-md5.txt": []byte(md + "  data/a\n" + md + "  data/A\n"),
		}, []string{"safe-name-twice data/a"}},
		{"two Payload-Oxum", map[string][]byte{
			Declaration: []byte(declared), "data/x": data, "manifest-md5.txt": []byte(md + "  data/x\n"), InfoName: []byte("Payload-Oxum: 2.1\npayload-oxum: 2.1\n"),
		}, []string{"complete-bag-oxum " + InfoName}},
		{"tag files in folders", map[string][]byte{
			Declaration: []byte(declared), "data/x": data, "manifest-md5.txt": []byte(md + "  data/x\n"), "meta/x": data,
			"tagmanifest-md5.txt": []byte(md + "  meta/x\n"),
		}, []string{"complete-tag-unlisted bagit.txt", "complete-tag-unlisted manifest-md5.txt"}},
		{"nothing at all", map[string][]byte{"x": data}, []string{"complete-bag-declaration bagit.txt", "complete-bag-manifest "}},
	} {
		if runtime.GOOS != "linux" && (strings.HasPrefix(c.what, "names that") || strings.HasPrefix(c.what, "a name in")) {
			continue // the file system may treat them as equal
		}
		dir := t.TempDir()
		write(t, dir, c.files)
		if found, _ := checked(t, dir); !matches(found, c.want) {
			t.Errorf("%s: found %q, not %q", c.what, found, c.want)
		}
	}
}

func TestCheckEscapes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such names")
	}
	dir := t.TempDir()
	data := []byte("x")
	md := fmt.Sprintf("%x", md5.Sum(data))
	write(t, dir, map[string][]byte{
		Declaration: []byte("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
		"data/a\nb": data, "data/c\rd": data, "data/50%25": data,
		"manifest-md5.txt": []byte(md + "  data/a%0ab\n" + md + "  data/c%0Dd\n" + md + "  data/50%2525\n"),
	})
	if found, _ := checked(t, dir); !matches(found, []string{"safe-name data/a\nb", "safe-name data/c\rd", "safe-name data/50%25"}) {
		t.Errorf("%q", found)
	}
}

// TestCheckLinks: links are not followed, and pipes do not block.
func TestCheckLinks(t *testing.T) {
	outside := t.TempDir()
	write(t, outside, map[string][]byte{"secret": []byte("x"), "data/y": []byte("y")})
	dir := t.TempDir()
	files := makeBag(t)
	secret := files[pdf11]
	delete(files, pdf11)
	write(t, dir, files)
	write(t, outside, map[string][]byte{"secret": secret}) // the target would have the right checksum
	if err := linktest.Make(filepath.Join(outside, "secret"), filepath.Join(dir, filepath.FromSlash(pdf11))); err != nil {
		t.Skip("the system makes no links: ", err)
	}
	if err := os.Symlink(filepath.Join(outside, "data"), filepath.Join(dir, "data", "more")); err != nil {
		t.Fatal(err)
	}
	found, _ := checked(t, dir)
	if !matches(found, []string{"safe-not-regular " + pdf11, "safe-not-regular data/more", "complete-bag-oxum bag-info.txt"}) {
		t.Errorf("%q", found)
	}
	// Tag files as well.
	dir = t.TempDir()
	write(t, dir, makeBag(t))
	if err := os.Remove(filepath.Join(dir, payloadManifest)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/dev/zero", filepath.Join(dir, payloadManifest)); err != nil {
		t.Fatal(err)
	}
	if found, _ := checked(t, dir); !matches(found, []string{"safe-not-regular " + payloadManifest, "complete-bag-manifest "}) {
		t.Errorf("%q", found)
	}
}

func TestIsBag(t *testing.T) {
	for want, files := range map[bool]map[string][]byte{
		true:  {"a/bagit.txt": nil, "b/data/x": nil, "b/manifest-md5.txt": nil},
		false: {"a/data/x": nil, "b/manifest-md5.txt": nil, "c/data": nil, "d": nil},
	} {
		dir := t.TempDir()
		write(t, dir, files)
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		for _, sub := range []string{"a", "b"} {
			if IsBag(root, sub) != want {
				t.Errorf("%s: IsBag is not %v", sub, want)
			}
		}
	}
}
