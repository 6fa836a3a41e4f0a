package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"jianbao/content/linktest"

	_ "jianbao/content/testgc"
)

// keepPDFs is the environment variable with the folder where the tests keep every PDF
// they make, for validators.
const keepPDFs = "JIANBAO_KEEP_PDFS"

func TestMain(m *testing.M) {
	if isWorker(os.Args[1:]) || os.Getenv(commandVar) != "" {
		saboteur()
	}
	testscript.Main(m, map[string]func(){"jianbao": saboteur})
}

// TestScripts runs the command as a user would: testdata/script has a script
// for each feature and each exit status.
func TestScripts(t *testing.T) {
	issues, err := filepath.Abs("../../testdata/issues")
	if err != nil {
		t.Fatal(err)
	}
	fonts, err := filepath.Abs("../../fonts/bundled")
	if err != nil {
		t.Fatal(err)
	}
	pictures, err := filepath.Abs("testdata/pictures")
	if err != nil {
		t.Fatal(err)
	}
	canMount := tryMount(t.TempDir())
	canLink := linktest.Make("a", filepath.Join(t.TempDir(), "link")) == nil
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "en_US.UTF-8")
			env.Setenv("ISSUES", issues)
			env.Setenv("FONTS", fonts)
			env.Setenv("PICTURES", pictures)
			env.Defer(func() { keep(env.WorkDir) })
			return nil
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "thorough":
				return os.Getenv("JIANBAO_THOROUGH") != "", nil
			case "root":
				return os.Geteuid() == 0, nil
			case "tmpfs":
				return canMount, nil
			case "devfull":
				_, err := os.Stat("/dev/full")
				return err == nil && runtime.GOOS != "windows", nil
			case "links":
				return canLink, nil
			}
			return false, fmt.Errorf("no condition %q", cond)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"repeat":      cmdRepeat,
			"articles":    cmdArticles,
			"encode":      cmdEncode,
			"fifo":        cmdFIFO,
			"mode":        cmdMode,
			"status":      cmdStatus,
			"ispdf":       cmdIsPDF,
			"pages":       cmdPages,
			"dumptext":    cmdDumpText,
			"jsonl":       cmdJSONLines,
			"tmpfs":       cmdTmpfs,
			"empty":       cmdEmpty,
			"copytree":    cmdCopyTree,
			"bytes":       cmdBytes,
			"truncate":    cmdTruncate,
			"finding":     cmdFinding,
			"findings":    cmdFindings,
			"pictured":    cmdPictured,
			"testfont":    cmdTestFont,
			"testpicture": cmdTestPicture,
			"docx":        cmdDocx,
		},
	})
}

// keep copies the PDFs of a script's folder to the folder of keepPDFs.
func keep(dir string) {
	to := os.Getenv(keepPDFs)
	if to == "" {
		return
	}
	filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
			return nil
		}
		// The same file made twice is looked at once.
		digest := fmt.Sprintf("%x", sha256.Sum256(data))[:16]
		if same, _ := filepath.Glob(filepath.Join(to, "*-"+digest+".pdf")); len(same) > 0 {
			return nil
		}
		name := filepath.Base(dir) + "-" + strings.TrimSuffix(entry.Name(), ".pdf") + "-" + digest + ".pdf"
		return os.WriteFile(filepath.Join(to, name), data, 0o666)
	})
}

func need(ts *testscript.TestScript, neg bool, args []string, n int, use string) {
	if neg || len(args) < n {
		ts.Fatalf("usage: %s", use)
	}
}

// unescape replaces the escapes for line ends and other bytes in scripts.
func unescape(ts *testscript.TestScript, s string) string {
	out, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`)
	ts.Check(err)
	return out
}

// status N jianbao ARGS... runs the command and requires that exit status.
func cmdStatus(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "status N COMMAND...")
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit interface{ ExitCode() int }
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// repeat FILE N TEXT writes a text N times.
func cmdRepeat(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 3, "repeat FILE N TEXT")
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text := strings.Repeat(unescape(ts, args[2]), n)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o666)
	ts.Check(err)
	_, err = io.WriteString(f, text)
	ts.Check(err)
	ts.Check(f.Close())
}

// articles FILE N appends so many short articles to a manifest.
func cmdArticles(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "articles FILE N")
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "\n[[section.article]]\ntitle = \"工作动态之%d\"\ntext = \"第%d篇短文，说一件小事。\"\nstart = \"continue\"\n", i+1, i+1)
	}
	old, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), append(old, b.String()...), 0o666))
}

// encode FILE NAME writes a UTF-8 file in another encoding.
func cmdEncode(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "encode FILE NAME")
	encodings := map[string]encoding.Encoding{
		"gbk":     simplifiedchinese.GBK,
		"gb18030": simplifiedchinese.GB18030,
		"big5":    traditionalchinese.Big5,
		"utf-16":  unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"utf-8":   unicode.UTF8BOM,
	}
	enc := encodings[args[1]]
	if enc == nil {
		ts.Fatalf("no encoding %q", args[1])
	}
	data, err := enc.NewEncoder().String(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(data), 0o666))
}

// bytes FILE TEXT writes a text with escapes.
func cmdBytes(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "bytes FILE TEXT")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(unescape(ts, args[1])), 0o666))
}

// truncate FILE N keeps the first bytes of a file.
func cmdTruncate(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "truncate FILE N")
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

// mode FILE MODE requires the file to have the mode.
func cmdMode(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "mode FILE MODE")
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	if got := fmt.Sprintf("%04o", info.Mode().Perm()); got != args[1] {
		ts.Fatalf("%s has mode %s, want %s", args[0], got, args[1])
	}
}

// ispdf FILE requires a complete PDF.
func cmdIsPDF(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "ispdf FILE...")
	for _, name := range args {
		data := ts.ReadFile(name)
		if !strings.HasPrefix(data, "%PDF-1.") || !strings.HasSuffix(strings.TrimRight(data, "\r\n"), "%%EOF") {
			ts.Fatalf("%s is no whole PDF", name)
		}
	}
}

// copytree FROM TO copies a folder and its content.
func cmdCopyTree(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "copytree FROM TO")
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}

// empty FOLDER requires a folder without temporary files, whose names begin with a
// dot.
func cmdEmpty(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "empty FOLDER")
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, e := range entries {
		if name := e.Name(); name != ".tmp" && strings.HasPrefix(name, ".") { // .tmp is the script's own
			ts.Fatalf("%s was left behind", e.Name())
		}
	}
}

func readDump(ts *testscript.TestScript, name string) []map[string]any {
	var lines []map[string]any
	for dec := json.NewDecoder(strings.NewReader(ts.ReadFile(name))); ; {
		var line map[string]any
		if err := dec.Decode(&line); errors.Is(err, io.EOF) {
			return lines
		} else if err != nil {
			ts.Fatalf("%s: %v", name, err)
		}
		lines = append(lines, line)
	}
}

// pages DUMP MIN [MAX] requires the last page of a dump to be in that range.
func cmdPages(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "pages DUMP MIN [MAX]")
	least, err := strconv.ParseFloat(args[1], 64)
	ts.Check(err)
	most := least
	if len(args) > 2 {
		most, err = strconv.ParseFloat(args[2], 64)
		ts.Check(err)
	}
	last := 0.0
	for _, line := range readDump(ts, args[0]) {
		if page, ok := line["page"].(float64); ok {
			last = max(last, page)
		}
	}
	if last < least || last > most {
		ts.Fatalf("%v pages, want %v to %v", last, least, most)
	}
}

// dumptext DUMP KIND TEXT requires the concatenated lines of a kind to equal the
// text.
func cmdDumpText(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 3, "dumptext DUMP KIND TEXT")
	var b strings.Builder
	for _, line := range readDump(ts, args[0]) {
		if line["kind"] == args[1] {
			text, _ := line["text"].(string)
			b.WriteString(text)
		}
	}
	if want := unescape(ts, args[2]); b.String() != want {
		ts.Fatalf("the %s lines read %q, want %q", args[1], b.String(), want)
	}
}

// jsonl FILE KEY VALUE requires a line of JSON Lines with that value; all lines must
// be JSON.
func cmdJSONLines(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, false, args, 3, "jsonl FILE KEY VALUE")
	found := false
	for _, line := range readDump(ts, args[0]) {
		if v, ok := line[args[1]]; ok && fmt.Sprint(v) == args[2] {
			found = true
		}
	}
	if found == neg {
		ts.Fatalf("%s: %s=%s: found %v", args[0], args[1], args[2], found)
	}
}

func cmdFIFO(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "fifo FILE")
	ts.Check(makeFIFO(ts.MkAbs(args[0])))
}

// tmpfs FOLDER BYTES mounts a small file system, which requires root on Linux.
func cmdTmpfs(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "tmpfs FOLDER BYTES")
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o777))
	unmount, err := mountTmpfs(dir, args[1])
	ts.Check(err)
	ts.Defer(unmount)
}

// tryMount reports whether this process may mount file systems, which even root may
// not be allowed to.
func tryMount(dir string) bool {
	unmount, err := mountTmpfs(dir, "4096")
	if err != nil {
		return false
	}
	unmount()
	return true
}
