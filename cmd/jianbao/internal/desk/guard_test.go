package desk

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// get asks a guard for a page.
func get(g *guard, path string, change func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, g.origin()+path, nil)
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	if g.admit(w, r) {
		w.WriteHeader(http.StatusOK)
	}
	return w
}

func TestGuard(t *testing.T) {
	g := newGuard(4711)
	address := strings.TrimPrefix(g.address(), g.origin())
	first := get(g, address, nil)
	if first.Code != http.StatusOK {
		t.Fatalf("the printed address gives %d", first.Code)
	}
	cookies := first.Result().Cookies()
	if len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteStrictMode || !strings.Contains(cookies[0].Name, "4711") {
		t.Fatalf("cookies are %v", cookies)
	}
	with := func(more func(*http.Request)) func(*http.Request) {
		return func(r *http.Request) {
			r.AddCookie(cookies[0])
			if more != nil {
				more(r)
			}
		}
	}
	header := func(key, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(key, value) }
	}
	for name, c := range map[string]struct {
		path   string
		change func(*http.Request)
		want   int
	}{
		"with the cookie":               {"/api/state", with(nil), 200},
		"own origin":                    {"/api/state", with(header("Origin", g.origin())), 200},
		"own site":                      {"/api/state", with(header("Sec-Fetch-Site", "same-origin")), 200},
		"the address again":             {address, nil, 403},
		"no cookie":                     {"/api/state", nil, 403},
		"a token for data":              {"/api/state?token=x", nil, 403},
		"wrong cookie":                  {"/api/state", func(r *http.Request) { r.AddCookie(&http.Cookie{Name: g.cookieName(), Value: "x"}) }, 403},
		"cookie of another desk":        {"/api/state", func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "jianbao-1", Value: g.cookie}) }, 403},
		"another origin":                {"/api/state", with(header("Origin", "http://127.0.0.1:1")), 403},
		"no origin at all":              {"/api/state", with(header("Origin", "null")), 403},
		"the same site on another port": {"/api/state", with(header("Sec-Fetch-Site", "same-site")), 403},
		"another site":                  {"/api/state", with(header("Sec-Fetch-Site", "cross-site")), 403},
		"another host":                  {"/api/state", with(func(r *http.Request) { r.Host = "example.org:4711" }), 421},
		"localhost":                     {"/api/state", with(func(r *http.Request) { r.Host = "localhost:4711" }), 421},
	} {
		w := get(g, c.path, c.change)
		if w.Code != c.want {
			t.Errorf("%s: %d, want %d", name, w.Code, c.want)
		}
		for key, part := range map[string]string{"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin"} {
			if !strings.Contains(w.Header().Get(key), part) {
				t.Errorf("%s: %s is %q", name, key, w.Header().Get(key))
			}
		}
	}
}
