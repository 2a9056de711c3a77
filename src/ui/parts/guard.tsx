import { Component, type ComponentChildren, type RenderableProps } from "preact";

interface GuardProps {
  /** The data that the part renders; when it changes, rendering is tried again. */
  of: unknown;
  /** Shown in place of the part; says what is missing. */
  instead: ComponentChildren;
}

/** Reports each error once, however often it occurs. */
const reported = new Set<string>();

/** An error boundary: leaves out a part of the page that cannot be rendered, and keeps the rest. */
export class Guard extends Component<GuardProps, { failed?: { of: unknown } }> {
  override componentDidCatch(error: unknown): void {
    this.setState({ failed: { of: this.props.of } });
    const trouble = String(error);
    if (reported.has(trouble)) return;
    reported.add(trouble);
    reportError(error);
  }

  override render({ of, instead, children }: RenderableProps<GuardProps>) {
    const { failed } = this.state;
    return failed && failed.of === of ? instead : children;
  }
}
