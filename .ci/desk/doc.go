// Package desk tests "jianbao desk" in a real browser: Debian's Chromium, driven through
// its own protocol.
//
// A test starts the built program on a copy of a sample and opens its address in a tab:
//
//	d := Start(t, Sample(t, "heyuan-2024-06"))
//	p := d.Open()
//	p.WaitReady()
//	p.Select("articles/02.txt")
//	p.Type("新的一行")
//	p.WaitSaved()
//
// Tests find what they need in the page by the hooks that CONTRIBUTING.md lists and by
// nothing else of its structure. Helpers fail the test themselves. Screenshots and what
// the program prints are kept in .ci/out/desk. The program and the browser are killed
// when the test ends, and by the kernel when the test program is.
//
// All tests: ".ci/run desk". One by hand, from the root of the repository:
//
//	CGO_ENABLED=0 go build -o /tmp/jianbao ./cmd/jianbao
//	JIANBAO=/tmp/jianbao go -C .ci/desk test -count=1 -v -run TestOpens
//
// Without JIANBAO the program is built first. With HEADED=1 the browser has a window.
package desk
