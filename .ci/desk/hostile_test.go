package desk

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"maps"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// pngOf returns the beginning of a PNG file that says it has a size, with a checksum that
// is right.
func pngOf(width, height uint32) []byte {
	head := append([]byte("IHDR"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)...)
	head = append(head, 8, 2, 0, 0, 0)
	data := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(head))
}

// bomb returns a document of Word whose part of the text is half a gigabyte when unpacked.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name, head string, fill int) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(head))
		block := bytes.Repeat([]byte(" "), 1<<20)
		for range fill {
			w.Write(block)
		}
	}
	add("[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`, 0)
	add("_rels/.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`, 0)
	add("word/document.xml", `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`, 512)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestAttackUploads: files that are not what their names say, or are too large, are
// refused and leave nothing; names lead nowhere else.
func TestAttackUploads(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "heyuan-2024-06"))
	p := d.Open()
	p.WaitReady()
	v := visit(t, d)
	before := files(t, d.Folder)
	html := []byte("<!DOCTYPE html><script>alert(1)</script>")
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"a.png", html}, {"a.jpg", []byte("GIF89a")}, {"a.jpg", append([]byte("\xff\xd8\xff\xe0"), html...)}, {"a.docx", html}, {"a.docx", []byte("PK\x03\x04")},
		{"a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)}, {"a.html", html}, {"a.exe", []byte("MZ\x90\x00")}, {"a", []byte("\x7fELF\x02\x01\x01\x00")},
		{"a.txt", []byte("\x00\x01\x02\x03")}, {"a.pdf", []byte("%PDF-1.4\n")}, {"issue.toml", []byte("schema = 1\n")}, {"desk.json", []byte("{}")},
		{"a.png", pngOf(30000, 30000)}, {"a.png", pngOf(0xffffffff, 0xffffffff)}, {"a.png", pngOf(10001, 10000)}, {"a.docx", bomb(t)},
		{"a.txt", bytes.Repeat([]byte("字"), (64<<20)/3+1)},
	} {
		r := v.ask("POST", "/api/upload?issue=&section=0&name="+url.QueryEscape(c.name), c.data, nil)
		if r.status < 400 || r.status >= 500 {
			t.Errorf("%s, %d bytes: %d %.200q", c.name, len(c.data), r.status, r.body)
		}
		if after := files(t, d.Folder); !maps.Equal(after, before) {
			t.Fatalf("%s, %d bytes: there are new files: %d, before %d", c.name, len(c.data), len(after), len(before))
		}
	}
	// The same through the page: the editor is told, and nothing is added.
	wrong := filepath.Join(t.TempDir(), "合影.png")
	if err := os.WriteFile(wrong, html, 0o666); err != nil {
		t.Fatal(err)
	}
	p.Upload(wrong)
	p.WaitFor("the message", `() => document.body.textContent.includes("合影.png")`)
	p.Screenshot("refused")
	if after := files(t, d.Folder); !maps.Equal(after, before) {
		t.Error("through the page there are new files")
	}

	// Right files with wrong names stay below the folder, under free names.
	var photo bytes.Buffer
	if err := png.Encode(&photo, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"../../evil.png", `..\..\evil.png`, "/tmp/evil.png", "articles/01.txt", "CON.txt", "a\nb.txt", strings.Repeat("长", 200) + ".txt", ".jianbao.txt"} {
		data := photo.Bytes()
		if strings.HasSuffix(name, ".txt") {
			data = []byte("正文。\n")
		}
		r := v.ask("POST", "/api/upload?issue=&section=0&name="+url.QueryEscape(name), data, nil)
		if r.status >= 500 {
			t.Errorf("%q: %d %q", name, r.status, r.body)
		}
	}
	after := files(t, d.Folder)
	for name, text := range before {
		if filepath.Base(name) != "issue.toml" && after[name] != text {
			t.Errorf("%s was replaced", name)
		}
	}
	for name := range after {
		base := filepath.Base(name)
		if strings.ContainsAny(base, "\n\\:") || len(base) > 255 {
			t.Errorf("there is a file %q", name)
		}
	}
	parent, err := os.ReadDir(filepath.Dir(d.Folder))
	if err != nil || len(parent) != 1 {
		t.Errorf("beside the folder: %v, %v", parent, err)
	}
}

// evil is a text with everything that a page might take for markup or a script.
const evil = `</textarea></span></script><script>hacked(1)</script><img src=x onerror=hacked(2)><svg onload=hacked(3)><a href="javascript:hacked(4)">x</a>{{hacked(5)}}${hacked(6)}"><style>body{display:none}</style><iframe srcdoc="<script>parent.hacked(7)</script>">`

// TestAttackDocument opens an issue that has scripts in every text, name and key, works
// on it, and looks whether anything of it ran or became an element.
func TestAttackDocument(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), `<img src=x onerror=hacked(8)>`)
	if err := os.CopyFS(folder, os.DirFS(filepath.Join(root, "testdata", "issues", "luting-2025-02"))); err != nil {
		t.Fatal(err)
	}
	manifest := filepath.Join(folder, "issue.toml")
	data, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	quoted := strings.ReplaceAll(evil, `"`, `\"`)
	text := regexp.MustCompile(`(?m)^(\s*(?:title|subtitle|kicker|source|author|alt|caption|credit|label|issuer|name|lines|report|send|distribute)\s*=\s*)"[^"\n]*"`).ReplaceAllString(string(data), `$1"`+strings.ReplaceAll(quoted, "$", "$$")+`"`)
	name := `articles/"><img src=x onerror=hacked(9)>.md`
	text += "\n[[section.article]]\ntitle = \"" + quoted + "\"\nauthor = [\"" + quoted + "\"]\nfile = '" + name + "'\n"
	text += "\n[[section.article]]\ntitle = \"" + quoted + "\"\ntext = '''\n" + evil + "\n'''\n"
	if err := os.WriteFile(manifest, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	body := evil + "\n\n## " + evil + "\n\n- " + evil + "\n\n| " + evil + " | b |\n| --- | --- |\n| c | " + evil + " |\n\n" + "[" + evil + "](javascript:hacked(10))\n\n<https://example.com/\"onmouseover=hacked(11)>\n\n文字[^1],\n\n[^1]: " + evil + "\n"
	if err := os.MkdirAll(filepath.Join(folder, "articles"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, filepath.FromSlash(name)), []byte(body), 0o666); err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(folder, "articles", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if err := os.WriteFile(n, []byte(body), 0o666); err != nil {
			t.Fatal(err)
		}
	}

	index, err := os.ReadFile(filepath.Join(root, "cmd", "jianbao", "internal", "desk", "web", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	d := Start(t, folder)
	p := d.NewTab()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `
		window.ran = []; window.hacked = (n) => { window.ran.push(n); };
		document.addEventListener("securitypolicyviolation", (e) => window.ran.push("policy: " + e.violatedDirective + " " + e.blockedURI));`}); err != nil {
		t.Fatal(err)
	}
	p.Do(chromedp.EmulateViewport(1440, 900))
	p.Go(d.Address)
	p.WaitSettled()
	if p.Pages() < 3 || !slices.ContainsFunc(p.Lines(0), func(l Line) bool { return strings.Contains(l.Text, "hacked") }) {
		t.Errorf("%d pages; state %+v, %q; findings %+v", p.Pages(), p.State(), p.Status(), p.Findings())
	}
	clean := func(when string) {
		t.Helper()
		if ran := Eval[[]string](p, `() => window.ran.map(String)`); len(ran) > 0 {
			t.Errorf("%s: %v ran", when, ran)
		}
		found := Eval[[]string](p, `() => [...document.querySelectorAll("img, iframe, object, embed, a[href^='javascript'], script, style, svg, link, [onerror], [onload], [onmouseover]")].filter((e) => !(e.tagName === "IMG" && e.src.startsWith(location.origin + "/api/photo?") && !e.hasAttribute("onerror"))).map((e) => e.outerHTML.slice(0, 120))`)
		for _, e := range found {
			if !strings.Contains(string(index), "\n"+e+"\n") {
				t.Errorf("%s: there is an element %s", when, e)
			}
		}
	}
	clean("opened")
	for _, article := range p.Articles() {
		Eval[bool](p, `(n) => { document.querySelectorAll("[data-index]")[n].click(); return true; }`, slices.Index(p.Articles(), article))
		p.WaitFor("its text", `(file) => document.querySelector("textarea[data-file]").dataset.file === file`, article)
		openAll(p)
		clean(fmt.Sprintf("article %q", article))
	}
	p.Screenshot("open")
	for _, action := range []string{"rename", "remove"} {
		p.Act(action)
		p.WaitFor("the dialog", `() => document.querySelector("dialog[open]") !== null`)
		clean(action)
		p.Press(Escape)
	}
	p.Select("issue.toml")
	openAll(p)
	clean("the issue's form")
	Eval[bool](p, `() => { const f = document.querySelector("[data-code]"); if (f) f.click(); return true; }`)
	time.Sleep(300 * time.Millisecond)
	clean("a finding")
	for _, r := range p.Requests() {
		if !strings.HasPrefix(r.URL, d.Origin+"/") && !strings.HasPrefix(r.URL, "blob:") && !strings.HasPrefix(r.URL, "data:") || // the browser's own pictures
			strings.HasSuffix(r.URL, "/x") {
			t.Errorf("requested: %s", r.URL)
		}
	}
	shelf := Start(t, filepath.Dir(folder))
	q := shelf.Open()
	if ran := Eval[int](q, `() => document.querySelectorAll("img, iframe, script:not([src])").length`); ran > 0 {
		t.Errorf("the shelf has %d elements of the folder's name", ran)
	}
	q.Screenshot("shelf")
}

// TestAttackConnections: a thousand connections that say nothing, and a thousand that ask
// and stay, do not keep the editor's page from working.
func TestAttackConnections(t *testing.T) {
	d := Start(t, Sample(t, "heyuan-2024-06"))
	p := d.Open()
	p.WaitReady()
	p.Select("articles/02.txt")
	address := strings.TrimPrefix(d.Origin, "http://")
	for _, say := range []string{"", "GET / HTTP/1.1\r\nHost: " + address + "\r\n\r\n", "POST /api/upload?name=a.txt HTTP/1.1\r\nHost: " + address + "\r\nContent-Length: 1000000\r\n\r\nx"} {
		var open []net.Conn
		for range 1000 {
			c, err := net.DialTimeout("tcp", address, time.Second)
			if err != nil {
				break // its queue is full
			}
			open = append(open, c)
			c.Write([]byte(say))
		}
		if len(open) < 128 {
			t.Fatalf("only %d connections", len(open))
		}
		word := fmt.Sprintf("连接%d。", len(say))
		p.SetSelection(0, 0)
		begun := time.Now()
		p.Change(func() { p.Type(word) })
		p.WaitSaved()
		t.Logf("%d connections that say %.20q: %v until what was typed was shown and saved", len(open), say, time.Since(begun).Round(time.Millisecond))
		if got := d.Read("articles/02.txt"); !strings.HasPrefix(got, word) {
			t.Errorf("the file has %.40q", got)
		}
		// A new page opens, too, after a moment.
		begun = time.Now()
		if r := visit(t, d); r.cookie == "" {
			t.Error("no new page")
		}
		t.Logf("%v until a new page was admitted", time.Since(begun).Round(time.Millisecond))
		for _, c := range open {
			c.Close()
		}
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", d.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	t.Log(regexp.MustCompile(`(?m)^(VmHWM|Threads):.*$`).FindAllString(string(status), -1))
}

// TestListens: the program listens on the loopback address and on no other.
func TestListens(t *testing.T) {
	d := Start(t, Sample(t, "small"))
	d.Open().WaitSettled()
	mine := map[string]bool{} // inodes of its sockets
	links, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", d.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range links {
		to, err := os.Readlink(link)
		if inode, ok := strings.CutPrefix(to, "socket:["); err == nil && ok {
			mine[strings.TrimSuffix(inode, "]")] = true
		}
	}
	count := 0
	for _, table := range []string{"tcp", "tcp6", "udp", "udp6"} {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/%s", d.Process.Pid, table))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			f := strings.Fields(line)
			if len(f) < 10 || !mine[f[9]] || strings.HasPrefix(table, "tcp") && f[3] != "0A" { // listening
				continue
			}
			count++
			if address, _, _ := strings.Cut(f[1], ":"); table != "tcp" || address != "0100007F" {
				t.Errorf("%s listens on %s", table, f[1])
			}
		}
	}
	if count != 1 {
		t.Errorf("it listens on %d addresses", count)
	}
}
