package desk

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// inside is set where the test runs in a network of its own that is the loopback alone.
const inside = "DESK_OFFLINE"

// TestOffline works on an issue in a network namespace that has the loopback alone: all
// works, the page asks nobody but the desk, and nothing is even tried to be sent
// elsewhere.
func TestOffline(t *testing.T) {
	if os.Getenv(inside) == "" {
		path, err := program()
		if err != nil {
			t.Fatal(err)
		}
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("unshare", "-n", "--", "sh", "-c", `ip link set lo up && exec "$0" -test.v -test.run '^TestOffline$'`, self)
		cmd.Env = append(os.Environ(), inside+"=1", "JIANBAO="+path)
		said, err := cmd.CombinedOutput()
		t.Logf("%s", said)
		if err != nil || !strings.Contains(string(said), "--- PASS: TestOffline") {
			t.Errorf("in a network of its own: %v", err)
		}
		return
	}
	if list, err := net.Interfaces(); err != nil || len(list) != 1 {
		t.Fatalf("interfaces %v, %v", list, err)
	}

	d := Start(t, Sample(t, "heyuan-2024-06"))
	p := d.Open()
	p.WaitReady()
	p.Select("articles/02.txt")
	p.SetSelection(0, 0)
	p.Change(func() { p.Type("离线也能写,一样。") })
	p.WaitSaved()
	if got := d.Read("articles/02.txt"); !strings.HasPrefix(got, "离线也能写") {
		t.Errorf("the file has %.40q", got)
	}
	p.Change(func() { p.Act("fix") })
	p.Change(func() { p.Act("down") })
	p.Change(func() { p.Act("undo") })
	p.SetSelection(0, 0)
	l := p.Lines(0)
	n := slices.IndexFunc(l, func(l Line) bool { return l.File == "articles/02.txt" })
	if n < 0 {
		t.Fatal("no page has a line of articles/02.txt")
	}
	p.ClickChar(l[n], 3)
	p.WaitFor("the cursor", `() => document.querySelector("textarea[data-file]").selectionStart > 0`)
	copied := filepath.Join(t.TempDir(), "来稿.txt")
	if err := os.WriteFile(copied, []byte("来稿正文，断网也能收。\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	p.Upload(copied)
	p.WaitFor("the article", `() => document.querySelector("[data-article=\"articles/来稿.txt\"]") !== null`)
	p.WaitSettled()
	p.Act("check")
	p.WaitSettled()
	for _, action := range []string{"screen", "print", "archive"} {
		p.Act(action)
		name := "heyuan-2024-06" + map[string]string{"screen": "", "print": "-print", "archive": "-archive"}[action] + ".pdf"
		p.WaitFor(name, `(name) => document.querySelector("[data-output=\"" + name + "\"]") !== null`, name)
		if got := d.Read(name); !strings.HasPrefix(got, "%PDF") {
			t.Errorf("%s begins with %.20q", name, got)
		}
	}
	p.Screenshot("offline")
	for _, r := range p.Requests() {
		if !strings.HasPrefix(r.URL, d.Origin+"/") && !strings.HasPrefix(r.URL, "data:") && !strings.HasPrefix(r.URL, "blob:") {
			t.Errorf("%s %s", r.Method, r.URL)
		}
	}
	// What a program tries to send where no route leads is counted by the kernel, for the
	// desk and the browser together.
	if got := noRoutes(t); got != 0 {
		t.Errorf("%d packets were to leave", got)
	}
	if c, err := net.Dial("udp", "192.0.2.1:9"); err == nil {
		t.Errorf("there is a way to %v", c.RemoteAddr())
	} else if noRoutes(t) == 0 {
		t.Error("the kernel does not count what has no route")
	}
}

// noRoutes returns how many packets of IPv4 found no route.
func noRoutes(t *testing.T) int {
	t.Helper()
	data, err := os.ReadFile("/proc/net/snmp")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] != "Ip:" {
			continue
		}
		if names == nil {
			names = f
			continue
		}
		n, err := strconv.Atoi(f[slices.Index(names, "OutNoRoutes")])
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	t.Fatal("the kernel does not count packets without a route")
	return 0
}
