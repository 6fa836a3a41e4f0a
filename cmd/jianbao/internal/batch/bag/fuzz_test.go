package bag

import (
	"path"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/name"
	"jianbao/content/manifest"
)

// FuzzBag checks for arbitrary titles and file names that the bag can be
// written on every system and is complete and valid.
func FuzzBag(f *testing.F) {
	f.Add("保障", "2021/11", "issue.toml\narticles/01.txt\nArticles/01.TXT\na?\na*\na_", "第11期")
	f.Add("a/b\n%", "x.report.json", "con\naux.txt\n..\n\xff\n/\ne\u0301\né", "\u2028")
	f.Add("", "", "x/y\nx\nX/Y/z\nx.source/q.pdf", " ")
	f.Fuzz(func(t *testing.T, title, stem, names, number string) {
		if len(names) > 2000 || len(stem) > 500 {
			return
		}
		parts := strings.Split(stem, "/")
		for i := range parts {
			parts[i] = name.Clean(parts[i], name.MaxBytes)
		}
		last := len(parts) - 1
		parts[last] = name.Clean(parts[last], name.MaxBytes-len(extension)) + extension
		pdf := strings.Join(parts, "/")
		r := &batch.Result{Status: batch.OK, Title: title, Year: 1998, Number: number, Tool: "jianbao " + title, PDF: []byte("%PDF"), Sidecar: []byte("{}")}
		for i, n := range strings.Split(names, "\n") {
			r.Inputs = append(r.Inputs, input(manifest.KindPicture, n, strings.Repeat("x", i)))
		}
		contents := checkedContents(t, pdf, r)
		b := Bag{Title: title, Year: 1998, Issues: []string{number}, Issuers: []string{title}, Tool: r.Tool, Failed: []Failed{{names, number, "x"}}}
		dir := t.TempDir()
		files := map[string][]byte{}
		for _, c := range append(contents, Content{pdf, r.PDF}) {
			n := path.Join(Payload, c.Name)
			files[n] = c.Data
			b.Payload = append(b.Payload, File{n, sumOf(c.Data), int64(len(c.Data))})
		}
		tags, err := b.Tags()
		if err != nil {
			t.Fatal(err)
		}
		for _, tag := range tags {
			files[tag.Name] = tag.Data
		}
		folder := Name(title, 1998)
		if name.Clean(folder, name.MaxBytes) != folder {
			t.Errorf("the bag %q", folder)
		}
		write(t, dir, files)
		found, out := checked(t, dir)
		if len(found) > 0 || !out.Ours {
			t.Errorf("%q", found)
		}
		want, err := b.info(b.Payload)
		if err != nil || !slices.Equal(out.Info, want) {
			t.Errorf("%q came back as %q, %v", want, out.Info, err)
		}
	})
}

// FuzzParse checks that parsing a manifest gives only paths inside the bag,
// without repetitions, and that a manifest written from the result parses to
// the same.
func FuzzParse(f *testing.F) {
	f.Add([]byte("d41d8cd98f00b204e9800998ecf8427e  data/a\r\nD41D8CD98F00B204E9800998ECF8427E\tdata/50%25\n"), true)
	f.Add([]byte("d41d8cd98f00b204e9800998ecf8427e *data/../x\n\n  \n"), false)
	f.Fuzz(func(t *testing.T, data []byte, old bool) {
		v := version10
		if old {
			v = 97
		}
		list := parseManifest(data, "md5", v, func(int) {})
		seen := map[string]bool{}
		var again strings.Builder
		for _, l := range list {
			if seen[l.name] || !inside(l.name) || !isDigest(l.sum, 16) {
				t.Fatalf("%+v", l)
			}
			seen[l.name] = true
			escaped := l.name
			if v == version10 {
				escaped = strings.NewReplacer("%", "%25", "\n", "%0A", "\r", "%0D").Replace(escaped)
			}
			again.WriteString(l.sum + "  " + escaped + "\n")
		}
		back := parseManifest([]byte(again.String()), "md5", v, func(line int) { t.Errorf("line %d of %q", line, again.String()) })
		if !slices.Equal(back, list) {
			t.Errorf("%q became %q", list, back)
		}
		parseInfo(data, v, func(int) {})
		parseDeclaration(data)
	})
}
