package desk

import (
	"context"
	"os"
	"sync"

	"github.com/chromedp/chromedp"
)

// scratch is a folder for the test program, removed when it ends.
var scratch string

// closeBrowser ends the browser of all tests, once it runs.
var closeBrowser = func() {}

// flags are those of the browser: without a window, and without requests of its own.
func flags() []chromedp.ExecAllocatorOption {
	return append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("headless", os.Getenv("HEADED") == ""),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "zh-CN"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"), // it asks for names itself
		chromedp.WindowSize(1440, 900),
	)
}

// browser starts the browser that all tests share.
var browser = sync.OnceValues(func() (context.Context, error) {
	alloc, end := chromedp.NewExecAllocator(context.Background(), flags()...)
	ctx, cancel := chromedp.NewContext(alloc)
	closeBrowser = func() { cancel(); end() }
	return ctx, chromedp.Do(ctx)
})
