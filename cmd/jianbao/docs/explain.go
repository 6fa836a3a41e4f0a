package docs

import (
	"fmt"
	"strings"

	"jianbao/content/diag"
)

// Explain returns the explanation of a message code as Markdown: the catalog's text
// and hint and, for the commonest codes, the cause, an example and its repair. Ok is
// false if the code does not exist.
func Explain(code diag.Code, lang diag.Lang) (markdown string, ok bool) {
	severity, ok := diag.SeverityOf(code)
	if !ok {
		return "", false
	}
	message, hint := diag.Describe(code, lang)
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s: %s\n", code, severity, escape(message))
	if hint != "" {
		fmt.Fprintf(&b, "\n%s%s\n", pick(lang, "提示：", "hint: "), escape(hint))
	}
	e, ok := ExampleOf(code)
	if !ok {
		return b.String(), true
	}
	cause, repair := e.EN.Cause, e.EN.Repair
	if lang == diag.ZH {
		cause, repair = e.ZH.Cause, e.ZH.Repair
	}
	b.WriteString("\n" + pick(lang, "## 原因", "## Cause") + "\n\n" + cause + "\n\n")
	showFiles(&b, e.Wrong, lang)
	b.WriteString(pick(lang, "## 改法", "## Repair") + "\n\n" + repair + "\n\n")
	showFiles(&b, e.Right, lang)
	return b.String(), true
}

// escape escapes the characters of plain text that Markdown would interpret.
func escape(s string) string {
	return strings.NewReplacer("*", `\*`, "_", `\_`, "`", "\\`").Replace(s)
}

func showFiles(b *strings.Builder, files []ExampleFile, lang diag.Lang) {
	for _, f := range files {
		if f.Name == "" {
			b.WriteString("```sh\n" + f.Text + "```\n\n")
			continue
		}
		b.WriteString(f.Name + encoded(f, lang) + pick(lang, "：", ":") + "\n\n```\n" + f.Text + "```\n\n")
	}
}

// encoded notes an encoding other than UTF-8.
func encoded(f ExampleFile, lang diag.Lang) string {
	if f.Encoding == "" {
		return ""
	}
	return fmt.Sprintf(pick(lang, "（存成 %s）", " (saved as %s)"), strings.ToUpper(f.Encoding))
}

func pick(lang diag.Lang, zh, en string) string {
	if lang == diag.ZH {
		return zh
	}
	return en
}
