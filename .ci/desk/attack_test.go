package desk

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// visitor asks the desk as another program would.
type visitor struct {
	t      testing.TB
	d      *Desk
	cookie string // empty: it has none
}

// visit returns a visitor that has the desk's cookie, as a page has that was opened with
// a fresh address.
func visit(t testing.TB, d *Desk) *visitor {
	t.Helper()
	v := &visitor{t: t, d: d}
	address := strings.TrimPrefix(d.Fresh(), d.Origin)
	r := v.ask(http.MethodGet, address, nil, nil)
	for _, c := range r.cookies {
		v.cookie = c.Name + "=" + c.Value
		if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode {
			t.Errorf("cookie %+v", c)
		}
	}
	if r.status != http.StatusOK || v.cookie == "" {
		t.Fatalf("%s: %d, cookie %q", address, r.status, v.cookie)
	}
	return v
}

// reply is an answer of the desk.
type reply struct {
	status  int
	body    string
	header  http.Header
	cookies []*http.Cookie
}

// ask makes one request. The header Host is the host.
func (v *visitor) ask(method, path string, body []byte, header map[string]string) reply {
	v.t.Helper()
	r, err := http.NewRequest(method, v.d.Origin+path, bytes.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	if v.cookie != "" {
		r.Header.Set("Cookie", v.cookie)
	}
	for key, value := range header {
		if key == "Host" {
			r.Host = value
		} else {
			r.Header.Set(key, value)
		}
	}
	client := http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	a, err := client.Do(r)
	if err != nil {
		v.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer a.Body.Close()
	data, err := io.ReadAll(io.LimitReader(a.Body, 64<<20))
	if err != nil {
		v.t.Fatalf("%s %s: %v", method, path, err)
	}
	return reply{a.StatusCode, string(data), a.Header, a.Cookies()}
}

// act makes an action and returns the status.
func (v *visitor) act(action string) reply {
	v.t.Helper()
	return v.ask(http.MethodPost, "/api/act?issue=", []byte(action), nil)
}

// files returns all files below a folder but those of the desk's own, with their texts.
func files(t testing.TB, folder string) map[string]string {
	t.Helper()
	list := map[string]string{}
	err := filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && e.Name() == ".jianbao":
			return fs.SkipDir
		case e.Type().IsRegular():
			data, err := os.ReadFile(name)
			list[name] = string(data)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// requests are one of every kind that the desk's pages make.
var requests = []struct{ method, path, body string }{
	{"GET", "/", ""}, {"GET", "/desk.css", ""}, {"GET", "/js/main.js", ""}, {"GET", "/api/shelf", ""}, {"GET", "/api/state?issue=", ""},
	{"GET", "/api/events?issue=", ""}, {"POST", "/api/pages?issue=", `["x"]`}, {"GET", "/api/outlines?issue=&from=0", ""},
	{"GET", "/api/picture?issue=&name=x", ""}, {"GET", "/api/text?issue=&file=articles/01.txt", ""},
	{"PUT", "/api/text?issue=&file=articles/01.txt", "Ersatz"}, {"POST", "/api/act?issue=", `{"action":"remove","article":0}`},
	{"POST", "/api/act?issue=", `{"action":"quit"}`}, {"POST", "/api/upload?issue=&name=a.txt", "Ersatz"},
	{"GET", "/api/form?issue=&article=-1", ""}, {"GET", "/api/place?issue=&byte=10", ""}, {"GET", "/api/output?issue=&name=heyuan-2024-06.pdf", ""},
	{"GET", "/api/cover?issue=.", ""}, {"GET", "/api/next", ""}, {"POST", "/api/new", `{"from":".","folder":"x"}`}, {"POST", "/another", "x"},
}

// TestAttackForeign: requests without the cookie, under another name, or from other pages
// are refused, all of them, and change nothing.
func TestAttackForeign(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "heyuan-2024-06"))
	v := visit(t, d)
	if r := v.ask("GET", "/api/state?issue=", nil, nil); r.status != http.StatusOK {
		t.Fatalf("with the cookie: %d", r.status)
	}
	before := files(t, d.Folder)
	port := d.Origin[strings.LastIndex(d.Origin, ":")+1:]
	stranger := &visitor{t: t, d: d}
	wrong := &visitor{t: t, d: d, cookie: strings.SplitN(v.cookie, "=", 2)[0] + "=" + strings.Repeat("A", 52)}
	for _, c := range []struct {
		name   string
		who    *visitor
		header map[string]string
		status int
	}{
		{"no cookie", stranger, nil, 403},
		{"a wrong cookie", wrong, nil, 403},
		{"host localhost", v, map[string]string{"Host": "localhost:" + port}, 421},
		{"host evil.example", v, map[string]string{"Host": "evil.example"}, 421},
		{"host evil.example and the port", v, map[string]string{"Host": "evil.example:" + port}, 421},
		{"host without the port", v, map[string]string{"Host": "127.0.0.1"}, 421},
		{"host [::1]", v, map[string]string{"Host": "[::1]:" + port}, 421},
		{"host in another form", v, map[string]string{"Host": "127.1:" + port}, 421},
		{"origin null", v, map[string]string{"Origin": "null"}, 403},
		{"origin of another site", v, map[string]string{"Origin": "https://evil.example"}, 403},
		{"origin of another port", v, map[string]string{"Origin": "http://127.0.0.1:1"}, 403},
		{"origin https", v, map[string]string{"Origin": "https://127.0.0.1:" + port}, 403},
		{"origin localhost", v, map[string]string{"Origin": "http://localhost:" + port}, 403},
		{"cross-site", v, map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"same-site", v, map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		{"same-site navigation", v, map[string]string{"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate"}, 403},
	} {
		for _, r := range requests {
			got := c.who.ask(r.method, r.path, []byte(r.body), c.header)
			want := c.status
			if r.path == "/another" {
				want = 403
			}
			if got.status != want || len(got.cookies) > 0 || strings.Contains(got.body, "禾原") {
				t.Errorf("%s: %s %s: %d %q", c.name, r.method, r.path, got.status, got.body)
			}
			if csp := got.header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") {
				t.Errorf("%s: %s: policy %q", c.name, r.path, csp)
			}
		}
	}

	// Tokens: made up, used, not for a navigation.
	for _, path := range []string{"/?token=", "/?token=" + strings.Repeat("A", 26), strings.TrimPrefix(d.Fresh(), d.Origin) + "x"} {
		if r := stranger.ask("GET", path, nil, nil); r.status != 403 || len(r.cookies) > 0 {
			t.Errorf("%s: %d", path, r.status)
		}
	}
	fresh := strings.TrimPrefix(d.Fresh(), d.Origin)
	if r := stranger.ask("GET", "/api/state"+fresh[1:]+"&issue=", nil, nil); r.status != 403 {
		t.Errorf("a token for data: %d", r.status)
	}
	if r := stranger.ask("GET", fresh, nil, map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}); r.status != 403 {
		t.Errorf("a token from another site: %d", r.status)
	}
	if r := stranger.ask("GET", fresh, nil, map[string]string{"Sec-Fetch-Mode": "no-cors"}); r.status != 403 {
		t.Errorf("a token for what is no navigation: %d", r.status)
	}
	if r := stranger.ask("GET", fresh, nil, nil); r.status != 200 {
		t.Errorf("the token, after it was refused: %d", r.status)
	}
	if r := stranger.ask("GET", fresh, nil, nil); r.status != 403 || !strings.Contains(r.body, "jianbao desk") {
		t.Errorf("the token a second time: %d %q", r.status, r.body)
	}

	time.Sleep(1500 * time.Millisecond)
	if !maps.Equal(files(t, d.Folder), before) {
		t.Error("files have changed")
	}
	if r := v.ask("GET", "/api/state?issue=", nil, nil); r.status != http.StatusOK || !strings.Contains(r.body, "禾原") {
		t.Errorf("afterwards: %d", r.status)
	}
}

// TestAttackPage: pages of other sites, opened in the browser that has the desk's cookie,
// read and change nothing: other ports of the same address are the same site for cookies.
func TestAttackPage(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "heyuan-2024-06"))
	p := d.Open()
	p.WaitReady()
	before := files(t, d.Folder)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	const page = `<!DOCTYPE html><meta charset="utf-8"><title>evil</title>
<form id="form" method="post" enctype="text/plain" target="inner" action="DESK/api/act?issue="><input name='{"action":"remove","article":0,"x":"' value='"}'></form>
<iframe name="inner"></iframe><iframe id="frame" src="DESK/"></iframe>
<img id="img" src="DESK/icon.svg"><link rel="stylesheet" href="DESK/desk.css">
<script src="DESK/js/words.js"></script>`
	evil := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, strings.ReplaceAll(page, "DESK", d.Origin))
	})}
	go evil.Serve(listener)
	defer evil.Close()
	port := listener.Addr().(*net.TCPAddr).Port
	for _, host := range []string{"127.0.0.1", "localhost"} {
		q := p.Beside()
		q.Visit(fmt.Sprintf("http://%s:%d/", host, port))
		result := Eval[map[string]string](q, `async (desk) => {
			const result = {};
			const attempt = async (name, path, init) => {
				try {
					const r = await fetch(desk + path, { credentials: "include", ...init });
					result[name] = r.type === "opaque" ? "opaque" : String(r.status) + await r.text();
				} catch (e) { result[name] = "blocked"; }
			};
			for (const mode of ["cors", "no-cors"]) {
				await attempt("state " + mode, "/api/state?issue=", { mode });
				await attempt("text " + mode, "/api/text?issue=&file=articles/01.txt", { mode });
				await attempt("act " + mode, "/api/act?issue=", { mode, method: "POST", body: "{\"action\":\"remove\",\"article\":0}" });
				await attempt("upload " + mode, "/api/upload?issue=&name=evil.txt", { mode, method: "POST", body: "evil" });
				await attempt("quit " + mode, "/api/act?issue=", { mode, method: "POST", body: "{\"action\":\"quit\"}" });
			}
			await attempt("put", "/api/text?issue=&file=articles/01.txt", { method: "PUT", body: "evil" });
			document.getElementById("form").submit();
			navigator.sendBeacon(desk + "/api/act?issue=", "{\"action\":\"remove\",\"article\":0}");
			const events = new EventSource(desk + "/api/events?issue=", { withCredentials: true });
			result.events = await new Promise((r) => { events.onopen = () => r("open"); events.onerror = () => r("blocked"); });
			events.close();
			result.img = String(document.getElementById("img").naturalWidth);
			result.css = String([...document.styleSheets].some((s) => { try { return s.cssRules.length > 0; } catch (e) { return false; } }));
			try { result.frame = document.getElementById("frame").contentDocument ? "readable" : "closed"; } catch (e) { result.frame = "closed"; }
			const opened = window.open(desk + "/");
			await new Promise((r) => setTimeout(r, 700));
			try { result.opened = opened && opened.document.body.textContent.includes("禾原") ? "readable" : "closed"; } catch (e) { result.opened = "closed"; }
			if (opened) opened.close();
			return result;
		}`, d.Origin)
		for name, got := range result {
			switch {
			case strings.HasSuffix(name, " no-cors") && (got == "opaque" || got == "blocked"), got == "blocked", got == "closed", name == "img" && got == "0", name == "css" && got == "false":
			default:
				t.Errorf("from %s: %s: %.80q", host, name, got)
			}
		}
		q.Front()
		q.Screenshot(host)
		q.Forgive() // the browser reports what it blocked
	}
	p.Front()
	time.Sleep(1500 * time.Millisecond)
	if !maps.Equal(files(t, d.Folder), before) {
		t.Error("files have changed")
	}
	if got := len(p.Articles()); got != 23 {
		t.Errorf("there are %d articles", got)
	}
	p.Select(p.Articles()[2])
	p.SetSelection(0, 0)
	p.Change(func() { p.Type("还在。") })
}

// TestAttackPaths: no request reads or writes outside the folder: by "..", by absolute
// paths, by links that are there and by links that are made while the desk runs.
func TestAttackPaths(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	outside := filepath.Join(base, "outside")
	folder := filepath.Join(base, "issue")
	if err := os.CopyFS(folder, os.DirFS(filepath.Join(root, "testdata", "issues", "heyuan-2024-06"))); err != nil {
		t.Fatal(err)
	}
	const secret = "绝密内容不得外泄"
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, name); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(outside, "secret.txt"), secret+"\n\n"+secret+"。\n")
	write(filepath.Join(outside, "issue.toml"), "schema = 1\n\n[publication]\ntitle = \""+secret+"\"\n")
	link(filepath.Join(outside, "secret.txt"), filepath.Join(folder, "articles", "link.txt"))
	link(outside, filepath.Join(folder, "linked"))
	link("../../outside", filepath.Join(folder, "photos-linked"))
	manifest, err := os.ReadFile(filepath.Join(folder, "issue.toml"))
	if err != nil {
		t.Fatal(err)
	}
	reading := string(manifest)
	for _, name := range []string{"articles/link.txt", "linked/secret.txt", "../outside/secret.txt", filepath.Join(outside, "secret.txt")} {
		reading += "\n[[section.article]]\ntitle = \"外\"\nfile = \"" + name + "\"\n"
	}
	write(filepath.Join(folder, "issue.toml"), reading)

	d := Start(t, folder)
	p := d.Open()
	p.WaitSettled()
	v := visit(t, d)
	before := files(t, outside)
	if r := v.ask("GET", "/api/state?issue=", nil, nil); strings.Contains(r.body, secret) {
		t.Error("the state has text from outside")
	}
	for _, l := range p.Lines(0) {
		if strings.Contains(l.Text, secret) {
			t.Errorf("a page shows %+v", l)
		}
	}
	names := []string{
		"../outside/secret.txt", "articles/../../outside/secret.txt", "./../outside/secret.txt", "..", ".", "", "/etc/passwd", outside + "/secret.txt",
		"articles/link.txt", "linked/secret.txt", "linked", "..\\outside\\secret.txt", "C:\\Windows\\win.ini", "articles/01.txt\x00.md", "%2e%2e/outside/secret.txt",
		".jianbao/desk.json", ".jianbao/../../outside/secret.txt", "issue.toml/../../outside/secret.txt",
	}
	escape := url.QueryEscape
	for _, name := range names {
		for _, path := range []string{"/api/text?issue=&file=" + escape(name), "/api/output?issue=&name=" + escape(name), "/api/picture?issue=&name=" + escape(name), "/api/state?issue=" + escape(name), "/api/cover?issue=" + escape(name), "/" + name} {
			if strings.ContainsAny(path, "\x00") {
				continue
			}
			if r := v.ask("GET", path, nil, nil); strings.Contains(r.body, secret) || strings.Contains(r.body, "root:") || strings.Contains(r.body, `"secret"`) || r.status == 200 && strings.HasPrefix(path, "/api/text") {
				t.Errorf("GET %s: %d %.200q", path, r.status, r.body)
			}
		}
		if r := v.ask("PUT", "/api/text?issue=&file="+escape(name), []byte("Ersatz"), nil); r.status == 200 {
			t.Errorf("PUT %q: %d", name, r.status)
		}
		quoted := strings.NewReplacer(`\`, `\\`, "\x00", `\u0000`).Replace(name)
		for _, action := range []string{`{"action":"fix","file":"NAME","a":0,"b":1,"text":"x"}`, `{"action":"keep-mine","file":"NAME"}`, `{"action":"keep-theirs","file":"NAME"}`, `{"action":"yes","file":"NAME"}`, `{"action":"no","file":"NAME"}`, `{"action":"open","file":"NAME"}`, `{"action":"set","file":"NAME","table":"issue","key":"number","type":"int","value":"3","article":-1,"picture":-1}`, `{"action":"import","drop":"NAME","article":0}`} {
			if strings.HasPrefix(action, `{"action":"set"`) && name == "" {
				continue // the manifest
			}
			if r := v.act(strings.ReplaceAll(action, "NAME", quoted)); r.status == 200 && !strings.Contains(action, "import") {
				t.Errorf("%s %q: %d %.100q", action, name, r.status, r.body)
			}
		}
		v.ask("POST", "/api/upload?issue=&name="+escape(name), []byte("上传的文字。\n"), nil)
		v.ask("POST", "/api/upload?issue=&drop=abcdefgh&name="+escape(name), []byte("上传的文字。\n"), nil)
		v.ask("POST", "/api/new", []byte(`{"from":".","folder":"`+quoted+`"}`), nil)
		v.ask("POST", "/api/new", []byte(`{"from":"`+quoted+`","folder":"neu"}`), nil)
	}
	v.act(`{"action":"import","drop":"abcdefgh","article":0}`)
	if after := files(t, outside); !maps.Equal(after, before) {
		t.Errorf("outside there is now %v", after)
	}
	entries, err := os.ReadDir(base)
	if err != nil || len(entries) != 2 {
		t.Errorf("beside the folder there is %v, %v", entries, err)
	}

	// Links made meanwhile: the folder of an article becomes one between its reading and
	// its saving, and a file does.
	write(filepath.Join(folder, "issue.toml"), string(manifest))
	p.WaitReady()
	p.Select("articles/02.txt")
	if err := os.Rename(filepath.Join(folder, "articles"), filepath.Join(base, "moved")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"01.txt", "02.txt", "03.txt"} {
		write(filepath.Join(outside, name), secret)
	}
	before = files(t, outside)
	link(outside, filepath.Join(folder, "articles"))
	p.SetSelection(0, 0)
	p.Type("写到外面去")
	p.WaitFor("the notice", `() => document.querySelector("[data-conflict=\"articles/02.txt\"]") !== null`)
	time.Sleep(1500 * time.Millisecond)
	if after := files(t, outside); !maps.Equal(after, before) {
		t.Errorf("through a new link there is now %v", after)
	}
	if r := v.ask("GET", "/api/text?issue=&file=articles/03.txt", nil, nil); strings.Contains(r.body, secret) {
		t.Errorf("through a new link is read: %q", r.body)
	}
	if text := p.Text(); !strings.HasPrefix(text, "写到外面去") {
		t.Errorf("the page has lost what was typed: %.40q", text)
	}
	p.Screenshot("link")
	if err := os.Remove(filepath.Join(folder, "articles")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(base, "moved"), filepath.Join(folder, "articles")); err != nil {
		t.Fatal(err)
	}
	p.Forgive()
}
