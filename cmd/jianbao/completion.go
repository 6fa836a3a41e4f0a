package main

import (
	"io"

	"jianbao/cmd/jianbao/docs"
	"jianbao/cmd/jianbao/internal/completion"
	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// completion prints the script that a shell loads.
func (a *app) completion(args []string) int {
	read, ok := a.parse("completion", args)
	if !ok {
		return statusUsage
	}
	return a.print([]byte(completion.Script(read.Operands[0])))
}

// complete prints the answer to a shell's completion script. Errors of writing are
// ignored: there is nowhere to report them.
func (a *app) complete(args []string) int {
	offers := completion.Offers{Themes: edition.Themes(), Topics: docs.Topics(), Keys: edition.ThemeKeys(), Names: edition.KeyNames()}
	for _, code := range diag.Codes() {
		offers.Codes = append(offers.Codes, string(code))
	}
	io.WriteString(a.stdout, completion.Answer(args, offers, a.lang))
	return statusDone
}
