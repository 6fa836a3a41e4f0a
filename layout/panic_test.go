package layout_test

import (
	"runtime"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/parallel"
	"jianbao/layout"
)

// TestPanicOfAnArticleIsTheCallers: with the stack of where it happened, however
// many goroutines set articles.
func TestPanicOfAnArticleIsTheCallers(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	broken := article("丙")
	broken.Body = []content.Block{(*content.Code)(nil)}
	is := bulletinOf(section("要闻", article("甲"), article("乙"), broken, article("丁")))
	bulletin := themed(t, "bulletin")
	for _, processors := range []int{1, 4} {
		runtime.GOMAXPROCS(processors)
		func() {
			defer func() {
				v := recover()
				if v == nil {
					t.Fatalf("%d processors: no panic", processors)
				}
				if p := parallel.Recovered(v); !strings.Contains(string(p.Stack), "jianbao/layout/page.") {
					t.Errorf("%d processors: not the stack of the panic:\n%v", processors, p)
				}
			}()
			layout.Compose(is, bulletin, testLibrary(), layout.Options{}, new(diag.List))
		}()
	}
}
