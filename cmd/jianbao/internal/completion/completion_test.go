package completion

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/content/diag"
	"jianbao/content/key"
)

var offers = Offers{Themes: []string{"bulletin", "gongwen"}, Topics: []string{"press", "themes"}, Keys: []key.Key{
	{Name: "page.paper", Type: key.Paper, Values: []string{"A4", "A5"}, ZH: "纸张。默认 A4", EN: "paper. Default A4"},
	{Name: "page.binding", Type: key.Bool, ZH: "装订", EN: "binding"},
	{Name: "heading.*.size", Type: key.Size, Args: []string{"1", "2"}, ZH: "字号", EN: "size"},
	{Name: "fonts.*.path", Type: key.File, ZH: "文件", EN: "file"},
	{Name: "list.marker", Type: key.Enum, Values: []string{"dot", "dash"}, ZH: "项目符号", EN: "marker"},
}}

// TestAnswer checks the first line of answers and the words without descriptions.
func TestAnswer(t *testing.T) {
	tests := []struct {
		current, before string
		want            string
	}{
		{"", "", "none " + strings.Join(cli.Names(), " ")},
		{"b", "", "none build batch"},
		{"x", "", "none"},
		{"--", "", "none --lang --format --help --version"},
		{"-", "version", "none --lang --format --help"},
		{"--p", "build", "none --profile --pdfx --paper --pdfa"},
		{"--p", "build --pdfx 4 --paper=1mm", "none --profile --pdfa"},
		{"--se", "build --set a=b", "none --set"},
		{"--p", "batch", "none --profile --pdfx --pdfa"},
		{"-", "batch --merge", "none -o --bag --quiet --lang --format --help"},
		{"", "build --profile", "none screen print archive"},
		{"p", "build --profile", "none print"},
		{"p", "--profile", "none print"},
		{"--profile=", "build", "none screen print archive"},
		{"--profile=a", "build", "none archive"},
		{"-profile=a", "build", "none archive"},
		{"--nothing=a", "build", "none"},
		{"g", "check --theme", "files toml gongwen"},
		{"", "check --theme", "files toml bulletin gongwen"},
		{"--theme=b", "check", "files toml bulletin"},
		{"", "build -o", "files pdf"},
		{"", "batch -o", "folders"},
		{"--icc=", "build", "files icc icm"},
		{"", "build --condition", "none"},
		{"", "build", "files toml"},
		{"", "build --marks", "files toml"},
		{"", "build one.toml", "files toml"},
		{"", "fonts one.toml", "none"},
		{"-x", "build --", "files toml"},
		{"", "import", "files docx md txt xlsx csv"},
		{"", "import list.csv", "files docx md txt xlsx csv"},
		{"", "batch", "files toml"},
		{"", "batch --merge", "folders"},
		{"", "batch --merge one", "folders"},
		{"", "verify --report x.json", "folders"},
		{"", "init", "folders"},
		{"", "version", "none"},
		{"", "completion", "none bash zsh fish powershell"},
		{"f", "help", "none fonts"},
		{"t", "help", "none themes"},
		{"", "build --set", "none page.paper= page.binding= heading.1.size= heading.2.size= list.marker="},
		{"pa", "check --set", "none page.paper= page.binding="},
		{"--set=h", "fonts", "none heading.1.size= heading.2.size="},
		{"page.paper=", "build --set", "none page.paper=A4 page.paper=A5"},
		{"--set=list.marker=da", "build", "none list.marker=dash"},
		{"page.binding=f", "build --set", "none page.binding=false"},
		{"heading.1.size=", "build --set", "none"},
		{"page=", "build --set", "none"},
		{"", "nothing", "none " + strings.Join(cli.Names(), " ")},
		{"", "--lang zh init", "folders"},
		{"", "--lang", "none zh en"},
	}
	for _, tt := range tests {
		lines := strings.Split(strings.TrimSuffix(Answer(append([]string{"=" + tt.current}, strings.Fields(tt.before)...), offers, diag.EN), "\n"), "\n")
		for i, line := range lines {
			lines[i], _, _ = strings.Cut(line, "\t")
		}
		if got := strings.Join(lines, " "); got != tt.want {
			t.Errorf("%s ⟨%s⟩: %s\nwant %s", tt.before, tt.current, got, tt.want)
		}
	}
	if got := Answer(nil, offers, diag.EN); got != "none\n" {
		t.Errorf("without a word: %q", got)
	}
}

// TestDescriptions: each is one line in the language of the request, without a tab.
func TestDescriptions(t *testing.T) {
	for lang, han := range map[diag.Lang]bool{diag.ZH: true, diag.EN: false} {
		for _, args := range [][]string{{"="}, {"=-", "build"}, {"=-", "batch"}, {"=", "build", "--set"}} {
			for line := range strings.Lines(strings.TrimPrefix(Answer(args, offers, lang), "none\n")) {
				word, about, found := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
				if !found || about == "" || strings.ContainsAny(about, "\t\r") || strings.Contains(word, " ") {
					t.Errorf("%q", line)
				}
				if regexp.MustCompile(`^\p{Han}|\p{Han}：`).MatchString(about) != han && !strings.HasPrefix(about, "PDF") {
					t.Errorf("language %v: %q", lang, about)
				}
			}
		}
	}
}

// TestScripts: every shell of the command has a script, in ASCII, since consoles and
// profiles may have any encoding.
func TestScripts(t *testing.T) {
	for _, shell := range cli.Find("completion").Operands[0].Values {
		text := Script(shell)
		if !strings.Contains(text, Verb+` "=$`) {
			t.Errorf("%s does not ask the program:\n%s", shell, text)
		}
		if i := strings.IndexFunc(text, func(r rune) bool { return r > '~' || r < ' ' && r != '\n' && r != '\t' }); i >= 0 {
			t.Errorf("%s: %q", shell, text[i:i+10])
		}
	}
	if Script("tcsh") != "" || Script("../scripts/bash") != "" {
		t.Error("a script for a shell that is not known")
	}
}

// TestPowerShell lets PowerShell parse its script. If PowerShell is not installed, it
// checks brackets and strings of the script, and its call of
// Register-ArgumentCompleter.
func TestPowerShell(t *testing.T) {
	script := Script("powershell")
	if pwsh, err := exec.LookPath("pwsh"); err == nil {
		cmd := exec.Command(pwsh, "-NoProfile", "-NonInteractive", "-Command",
			"$errors = $null; [void][System.Management.Automation.Language.Parser]::ParseInput([Console]::In.ReadToEnd(), [ref]$null, [ref]$errors); $errors; exit $errors.Count")
		cmd.Stdin = strings.NewReader(script)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	form := regexp.MustCompile(`(?s)^(#[^\n]*\n|\n)*Register-ArgumentCompleter -Native -CommandName jianbao, jianbao\.exe -ScriptBlock \{\n    param\(\$wordToComplete, \$commandAst, \$cursorPosition\)\n.*\n\}\n$`)
	if !form.MatchString(script) {
		t.Errorf("the script is not of the form that PowerShell documents:\n%s", script)
	}
	if bad := unbalanced(script); bad != "" {
		t.Error(bad)
	}
	for wrong, why := range map[string]string{
		"{ ( }":         "a bracket",
		"'a":            "a string",
		"\"$(a\"":       "a bracket in a string",
		"{ # }\n":       "a bracket in a comment",
		"{ \"`\" }":     "an escaped quote",
		"[a)":           "another bracket",
		"}":             "a bracket too many",
		"{ '}' \"}\" `": "one that strings hide",
	} {
		if unbalanced(wrong) == "" {
			t.Errorf("%s is not noticed: %s", why, wrong)
		}
	}
}

// unbalanced returns the brackets, strings or comments that a PowerShell script leaves
// open; empty if none.
func unbalanced(script string) string {
	var open []byte
	closes := map[byte]byte{')': '(', ']': '[', '}': '{'}
	for i := 0; i < len(script); i++ {
		inString := len(open) > 0 && open[len(open)-1] == '"'
		switch c := script[i]; {
		case c == '`':
			i++
		case c == '"' && inString:
			open = open[:len(open)-1]
		case inString && !(c == '$' && i+1 < len(script) && script[i+1] == '('):
		case inString:
			open = append(open, '(')
			i++
		case c == '"':
			open = append(open, '"')
		case c == '\'':
			end := strings.IndexByte(script[i+1:], '\'')
			if end < 0 {
				return "a string is not closed: " + script[i:]
			}
			i += end + 1
		case c == '#':
			end := strings.IndexByte(script[i:], '\n')
			if end < 0 {
				end = len(script) - i
			}
			i += end - 1
		case strings.IndexByte("([{", c) >= 0:
			open = append(open, c)
		case strings.IndexByte(")]}", c) >= 0:
			if len(open) == 0 || open[len(open)-1] != closes[c] {
				return "a bracket closes nothing: " + script[i:]
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return "not closed: " + string(open)
	}
	return ""
}
