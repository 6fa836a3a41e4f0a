package backissues

import (
	"path"
	"strings"
)

// fileFaults returns the faults of the names and kinds of article files.
func fileFaults() []kind {
	named := func(name string) func(*draft) {
		return func(d *draft) { a := d.any(); a.file, a.noFile = name, true }
	}
	instead := func(f file) func(*draft) { return func(d *draft) { d.replace(d.any(), f) } }
	return []kind{
		fault("article missing", func(d *draft) { d.any().noFile = true }, "file-missing"),
		fault("article under another name", func(d *draft) {
			a := d.any()
			d.put(a.file, []byte(a.text))
			a.file, a.noFile = strings.TrimSuffix(a.file, ".txt")+".md", true
		}, "file-missing"),
		fault("article in other case", func(d *draft) {
			a := d.any()
			d.put(strings.TrimSuffix(a.file, ".txt")+".TXT", []byte(a.text))
			a.noFile = true
		}, "file-missing").where(letters),
		fault("article named in NFD", func(d *draft) {
			a := d.any()
			d.put(path.Join(d.articles, "re\u0301sume\u0301.txt"), []byte(a.text))
			a.file, a.noFile = path.Join(d.articles, "r\u00e9sum\u00e9.txt"), true
		}, "file-name-form").where(oddNames),
		fault("path leads out", named("../../../../../../../../etc/passwd.txt"), "path-outside"),
		fault("path from the root", named("/etc/hostname.txt"), "path-outside"),
		fault("path with a drive", named(`D:\简报\01.txt`), "path-outside"),
		fault("path with backslashes", func(d *draft) {
			a := d.any()
			d.put(a.file, []byte(a.text))
			a.file, a.noFile = strings.ReplaceAll(a.file, "/", `\`), true
		}, "path-backslash"),
		fault("path of nothing", named(" "), "empty-value"),
		fault("link leads out", instead(file{link: "/etc/passwd"}), "path-outside").where(links),
		fault("link leads up", instead(file{link: "../../../../../../../../../../../../etc/passwd"}), "path-outside").where(links),
		fault("links in a circle", func(d *draft) {
			a := d.any()
			d.files = append(d.files, file{name: path.Join(d.articles, "circle"), link: path.Base(a.file)})
			d.replace(a, file{link: "circle"})
		}, "file-unreadable").where(links),
		fault("link to nothing", instead(file{link: "moved.txt"}), "file-missing").where(links),
		fault("article is a pipe", instead(file{pipe: true}), "file-not-regular").where(pipes),
		fault("article is a folder", instead(file{folder: true}), "file-not-regular"),
		fault("unreadable article", func(d *draft) {
			a := d.any()
			d.replace(a, file{data: []byte(a.text), shut: true})
		}, "file-unreadable").where(refusals),
		fault("article over 32 MiB", instead(file{data: []byte("正文\n"), size: 32<<20 + 1}), "file-too-large"),
		fault("article of 1 GiB", instead(file{data: []byte("正文\n"), size: 1 << 30}), "file-too-large").only(),
		fault("article in Word", func(d *draft) {
			a := d.any()
			a.file = strings.TrimSuffix(a.file, ".txt") + ".docx"
			d.replace(a, file{data: []byte("PK\x03\x04\x14\x00\x06\x00word/document.xml")})
		}, "docx-damaged"),
		fault("Word under the name of a text", instead(file{data: []byte("PK\x03\x04\x14\x00\x06\x00word/document.xml")}), "file-format"),
		fault("old Word under the name of a text", instead(file{data: []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 504))}), "file-format"),
		fault("an unknown kind of file", func(d *draft) {
			a := d.any()
			name := strings.TrimSuffix(a.file, ".txt") + ".prn"
			d.put(name, []byte(a.text))
			a.file, a.noFile = name, true
		}, "file-extension"),
	}
}
