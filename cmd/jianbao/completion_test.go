package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"jianbao/cmd/jianbao/internal/completion"
)

// shellTest gets completions from a shell.
type shellTest struct {
	name string
	// driver runs in the shell with the path of the completion script and then
	// lines to complete as arguments, and prints for each "? LINE" and what fits.
	driver string
	args   []string // before the driver's path
}

var shellTests = []shellTest{
	{"bash", bashDriver, []string{"--norc"}},
	{"zsh", zshDriver, []string{"-f"}},
	{"fish", fishDriver, []string{"--no-config"}},
}

// In bash the registered function is called as readline calls it, with the line split
// at spaces and "=".
const bashDriver = `
source "$1"; shift
registered=$(complete -p jianbao) || exit
function=${registered#*-F }; function=${function%% *}
for line; do
	echo "? $line"
	COMP_WORDS=()
	for word in ${line//=/ = }; do COMP_WORDS+=("${word//%/ }"); done # % stands for a blank in a word
	[[ $line == *" " ]] && COMP_WORDS+=("")
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$line COMP_POINT=${#line}
	"$function" jianbao "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
	printf '%s\n' "${COMPREPLY[@]}"
done
`

// In zsh a line and a tab are typed into an interactive shell at a terminal. The
// arguments of compadd are recorded; if it is one word, the last word of the completed
// line, as the shell would parse it.
const zshDriver = `
zmodload zsh/zpty
zpty shell zsh -f -i
hits=$PWD/.hits
zpty -w shell "PS1= PS2= hits=${(q)hits}
autoload -Uz compinit && compinit -u -D && source ${(q)1}
compadd() {
	local -a found
	[[ \${argv[1,(i)(-|--)]} == *-[OAD]* ]] || { builtin compadd -O found \"\$@\"; print -rl -- \$found >> \$hits }
	builtin compadd \"\$@\"
}
completed() {
	local -aU found=(\${(f)\"\$(<\$hits)\"})
	local -a words=(\${(z)BUFFER})
	(( \$#found == 1 )) && print -r -- \${(Q)words[-1]} >! \$hits
	print -rn -- '@en''d@'; BUFFER=
}
zle -N completed; bindkey '^T' completed; bindkey '^I' complete-word
print -rn -- '@rea''dy@'"
zpty -r shell output '*@ready@*' || exit
shift
for line; do
	print -r -- "? $line"
	: >! $hits
	zpty -w -n shell "${line//\%/\\ }"$'\t\x14'
	zpty -r shell output '*@end@*' || exit
	cat $hits
done
zpty -d shell
`

// In fish "complete -C" prints the completions.
const fishDriver = `
source $argv[1]
for line in $argv[2..-1]
	echo "? $line"
	complete -C (string replace -a % '\\ ' -- $line) | string replace -r '\t.*' ''
end
exit 0 # whatever the last line found
`

// TestShells gets completions of several lines from each shell, in a folder with
// names that need quoting.
func TestShells(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("bash, zsh and fish are shells of Unix")
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		line string // % is a blank within a word
		want string
	}{
		{"jianbao b", "build batch"},
		{"jianbao --lang zh pre", "preflight"},
		{"jianbao build --pr", "--profile"},
		{"jianbao build --pdf", "--pdfx --pdfa"},
		{"jianbao batch --re", "--resume --report"},
		{"jianbao build --profile ", "screen print archive"},
		{"jianbao build --inks cmyk+", "cmyk+spot"},
		{"jianbao build --profile=a", "archive"},
		{"jianbao check --theme gong", "gongwen"},
		{"jianbao build --set folio.al", "folio.align="},
		{"jianbao build --set page.paper=A", "A3 A4 A5"},
		{"jianbao build --set=folio.align=", "outside center inside"},
		{"jianbao build --set folio.align=center --pr", "--profile"},
		{"jianbao check is", "issue.toml"},
		{"jianbao check my%", "my issue/"},
		{"jianbao check my%issue/", "my issue/no 1.toml"},
		{"jianbao build --icc pr", "press.icc"},
		{"jianbao build --icc=pr", "press.icc"},
		{"jianbao init o", "out/"},
		{"jianbao import a", "a list.csv"},
		{"jianbao help pr", "preflight press"},
		{"jianbao help missing-", "missing-bullet missing-form missing-glyph missing-key missing-mark"},
		{"jianbao completion fi", "fish"},
		{"jianbao version x ", ""},
	}
	for _, shell := range shellTests {
		t.Run(shell.name, func(t *testing.T) {
			t.Parallel()
			path, err := exec.LookPath(shell.name)
			if err != nil {
				t.Skipf("needs %s", shell.name)
			}
			dir, bin := t.TempDir(), t.TempDir()
			for _, name := range []string{"my issue/no 1.toml", "issue.toml", "issue.txt", "press.icc", "press.txt", "a list.csv", "out/x"} {
				file := filepath.Join(dir, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, nil, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			for name, text := range map[string]string{"driver": shell.driver, "script": completion.Script(shell.name)} {
				if err := os.WriteFile(filepath.Join(bin, name), []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Symlink(program, filepath.Join(bin, "jianbao")); err != nil { // see TestMain
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			args := append(slices.Clone(shell.args), filepath.Join(bin, "driver"), filepath.Join(bin, "script"))
			for _, tt := range tests {
				args = append(args, tt.line)
			}
			cmd := exec.CommandContext(ctx, path, args...)
			cmd.Dir = dir
			cmd.Env = []string{"PATH=" + bin + string(filepath.ListSeparator) + os.Getenv("PATH"), "HOME=" + bin, "ZDOTDIR=" + bin, "LANG=C.UTF-8", "TERM=dumb"}
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			blocks := strings.Split("\n"+string(out), "\n? ")[1:]
			if len(blocks) != len(tests) {
				t.Fatalf("answers for %d of %d lines:\n%s", len(blocks), len(tests), out)
			}
			for i, tt := range tests {
				_, text, _ := strings.Cut(blocks[i], "\n")
				got := slices.DeleteFunc(strings.Split(text, "\n"), func(s string) bool { return s == "" })
				for k, word := range got {
					got[k] = shellWord(shell.name, dir, word)
				}
				slices.Sort(got)
				got = slices.Compact(got)
				want := strings.Fields(strings.ReplaceAll(tt.want, " issue/", "%issue/"))
				if strings.ContainsAny(tt.want, "/.") {
					want = []string{tt.want}
				}
				slices.Sort(want)
				if tt.line == "jianbao check is" {
					// Folders are offered, too: the file may lie in one.
					got = slices.DeleteFunc(got, func(s string) bool { return strings.HasSuffix(s, "/") })
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s: %q, want %q", tt.line, got, want)
				}
			}
		})
	}
}

// shellWord normalizes a completion: only the value of --flag=VALUE, folders with a
// slash, no quotes.
func shellWord(shell, dir, word string) string {
	if shell != "bash" && strings.HasPrefix(word, "-") {
		if _, value, found := strings.Cut(word, "="); found {
			word = value
		}
	}
	if shell != "bash" { // bash completes what follows the last "="
		if _, value, _ := strings.Cut(word, "="); value != "" {
			word = value
		}
	}
	word = strings.ReplaceAll(word, `\ `, " ")
	if info, err := os.Stat(filepath.Join(dir, word)); err == nil && info.IsDir() && !strings.HasSuffix(word, "/") {
		word += "/"
	}
	return word
}
