from app import openapi_document


def test_operations_that_check_the_version_document_if_match() -> None:
    record = openapi_document()["paths"]["/api/books/{book_id}"]
    required = {
        method: [p["required"] for p in operation["parameters"] if p["name"] == "If-Match"]
        for method, operation in record.items()
    }

    assert required == {"get": [], "patch": [True], "delete": [False]}
    assert {"400", "412", "428"} <= set(record["patch"]["responses"])
    assert {"400", "412"} <= set(record["delete"]["responses"])
    assert "428" not in record["delete"]["responses"]


def test_operations_document_only_the_problems_they_can_return() -> None:
    paths = openapi_document()["paths"]

    assert set(paths["/api/books"]["get"]["responses"]) == {"200", "414", "422", "500", "503"}
    assert set(paths["/api/books"]["post"]["responses"]) == {
        "201", "400", "401", "403", "408", "409", "411", "413", "414", "415", "422", "500", "503"
    }  # fmt: skip
    assert set(paths["/api/books/{book_id}"]["delete"]["responses"]) == {
        "204", "400", "401", "403", "404", "409", "412", "414", "500", "503"
    }  # fmt: skip
