import { Component, type ComponentChildren, type RenderableProps } from "preact";

interface GuardProps {
  /** What the part is drawn from: when it is another one, drawing is tried again. */
  of: unknown;
  /** Stands in its place meanwhile, and says what is missing. */
  instead: ComponentChildren;
}

/** Each trouble is reported once, however often it comes. */
const reported = new Set<string>();

/** A part of the page that cannot be drawn is left out; the rest stays, and goes on. */
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
