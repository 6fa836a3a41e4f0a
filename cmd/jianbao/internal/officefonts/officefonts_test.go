package officefonts

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"jianbao/fonts/fonttest"
)

// TestFolders checks where each system keeps fonts.
func TestFolders(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("absolute paths of Unix")
	}
	for _, c := range []struct {
		goos string
		env  map[string]string
		want string
	}{
		{"linux", map[string]string{"HOME": "/home/a"}, "/home/a/.local/share/fonts /home/a/.fonts /usr/local/share/fonts /usr/share/fonts"},
		{"linux", map[string]string{"HOME": "/home/a", "XDG_DATA_HOME": "/d", "XDG_DATA_DIRS": "/x:relative:/y:/x"}, "/d/fonts /home/a/.fonts /x/fonts /y/fonts"},
		{"darwin", map[string]string{"HOME": "/Users/a"}, "/Users/a/Library/Fonts /Library/Fonts /System/Library/Fonts"},
		{"windows", map[string]string{"WINDIR": "/w", "LOCALAPPDATA": "/l"}, "/l/Microsoft/Windows/Fonts /w/Fonts"},
		{"windows", nil, ""},
	} {
		got := strings.Join(Folders(c.goos, func(k string) string { return c.env[k] }), " ")
		if got != c.want {
			t.Errorf("%s %v: %s, want %s", c.goos, c.env, got, c.want)
		}
	}
}

// TestFind: the best name wins, not the first file; bold and damaged faces are not
// taken.
func TestFind(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("1.ttf", fonttest.Data(fonttest.Family("FangSong")))
	write("2.TTF", fonttest.Data(fonttest.Family("方正仿宋_GBK"), fonttest.Embedding(4)))
	write("3.ttf", fonttest.Data(fonttest.Family("仿宋_GB2312"), fonttest.Bold()))
	write("4.ttf", fonttest.Data(fonttest.Family("黑体"))[:200])
	write("5.txt", fonttest.Data(fonttest.Family("楷体")))
	write("6.ttf", []byte("ttcf\x00\x01\x00\x00\xff\xff\xff\xff"))
	found, files, more := Find([]string{filepath.Join(dir, "none"), dir})
	if len(found) != 1 || files != 5 || more {
		t.Fatalf("%+v of %d files, more %v", found, files, more)
	}
	if f := found[0]; f.Role != "fangsong" || f.Name != "方正仿宋_GBK" || filepath.Base(f.Path) != "2.TTF" || f.FSType != 4 || f.Forbidden() {
		t.Errorf("%+v", f)
	}
}

// TestInsert: faces go below the header, into braces, beside dotted keys or into a new
// table at the end, and everything else stays byte for byte; where that gives another
// manifest, nothing is changed.
func TestInsert(t *testing.T) {
	faces := []Found{{Role: "kai", Path: "/f/k.ttf", Faces: 1}, {Role: "song", Path: "/f/s.ttc", Faces: 2, Index: 1}}
	const lines = "kai = \"/f/k.ttf\"\nsong = { path = \"/f/s.ttc\", index = 1 }\n"
	dotted := func(prefix string) string { return strings.ReplaceAll(lines, "\nsong", "\n"+prefix+"song") }
	const braces = "kai = \"/f/k.ttf\", song = { path = \"/f/s.ttc\", index = 1 }"
	for _, c := range []struct{ name, before, want string }{
		{"a table", "a = 1\n[style.fonts] # x\nhei = \"h\"\n[b]\n", "a = 1\n[style.fonts] # x\n" + lines + "hei = \"h\"\n[b]\n"},
		{"an empty table", "[style.fonts]\n", "[style.fonts]\n" + lines},
		{"a header without a line end", "[style.fonts]", "[style.fonts]\n" + lines},
		{"blanks in the header", "[ style . fonts ]\n", "[ style . fonts ]\n" + lines},
		{"no table", "[style]\ntheme = \"x\"\n[[s]]\n", "[style]\ntheme = \"x\"\n[[s]]\n\n[style.fonts]\n" + lines},
		{"no line end", "a = 1", "a = 1\n\n[style.fonts]\n" + lines},
		{"CRLF", "a = 1\r\n[style.fonts]\r\n", "a = 1\r\n[style.fonts]\r\n" + strings.ReplaceAll(lines, "\n", "\r\n")},
		{"dotted keys", "[style]\ntheme = \"x\"\nfonts.hei = \"h\"\n", "[style]\ntheme = \"x\"\nfonts." + dotted("fonts.") + "fonts.hei = \"h\"\n"},
		{"dotted keys of the root", "a = 1 # x\n style.fonts.hei = \"h\"", "a = 1 # x\nstyle.fonts." + dotted("style.fonts.") + " style.fonts.hei = \"h\""},
		{"a dotted table", "style.theme = \"x\"\n[a]\n", "style.theme = \"x\"\n[a]\n\n[style.fonts]\n" + lines},
		{"a table for a role", "[style.fonts.hei]\npath = \"h\"\n", "[style.fonts.hei]\npath = \"h\"\n\n[style.fonts]\n" + lines},
		{"a table in braces", "style = { theme = \"x\" }\n", "style = { fonts = { " + braces + " }, theme = \"x\" }\n"},
		{"fonts in braces", "[style]\nfonts = {hei = \"h\"} # x\n", "[style]\nfonts = { " + braces + ",hei = \"h\"} # x\n"},
		{"empty braces", "style = {}", "style = { fonts = { " + braces + " }}"},
		{"a header in a text", "a = '''\n[style.fonts]\n'''\n", "a = '''\n[style.fonts]\n'''\n\n[style.fonts]\n" + lines},
		{"a header in a text and another", "a = \"\"\"\n[style.fonts]\n\"\"\"\n[style.fonts]\n[b]", "a = \"\"\"\n[style.fonts]\n\"\"\"\n[style.fonts]\n" + lines + "[b]"},
		{"quoted names", "[\"style\".'fonts']\n", "[\"style\".'fonts']\n" + lines},
		{"a byte order mark", "\uFEFF[style.fonts]\n", "\uFEFF[style.fonts]\n" + lines},
		{"not a number", "[style.fonts]\n[a]\nb = [nan, { c = 2024-03-15 }]\n", "[style.fonts]\n" + lines + "[a]\nb = [nan, { c = 2024-03-15 }]\n"},
		{"nothing", "", "\n[style.fonts]\n" + lines},
		{"a role that is there", "[style.fonts]\nkai = \"other\"\n", ""},
		{"a list of styles", "[[style]]\n", ""},
		{"fonts that are a text", "style.fonts = \"h\"\n", ""},
		{"not TOML", "a = \n", ""},
	} {
		got, err := Insert([]byte(c.before), faces)
		if string(got) != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, c.want)
		}
	}
}

// TestNeeded: a role is given by any of its names.
func TestNeeded(t *testing.T) {
	found := []Found{{Role: "kai"}, {Role: "song"}, {Role: "hei"}, {Role: "fangsong"}, {Role: "biaosong"}}
	roles := []string{"kai", "song", "hei", "fangsong"}
	for manifest, want := range map[string]string{
		"":                                   "kai song hei fangsong",
		"[style.fonts]\n楷 = 1\n":             "kai song hei fangsong", // not TOML: the caller has reported it
		"\uFEFF[style.fonts]\nhei = \"h\"\n": "kai song fangsong",
		"style.fonts.\"仿宋体\" = \"f\"\n[style.fonts.\"楷体\"]\npath = \"k\"\n": "song hei",
	} {
		var got []string
		for _, f := range Needed(found, roles, []byte(manifest), nil) {
			got = append(got, f.Role)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %s", manifest, got, want)
		}
	}
}
